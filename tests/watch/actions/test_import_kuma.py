"""Twenty monitors of Uptime Kuma: what is taken over, and what is told to have stayed behind."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rempart.watch.actions.import_kuma import read_file
from rempart.watch.core.kuma import BadBackup, read_backup, read_rows

COMMON = {"interval": 60, "active": 1, "accepted_statuscodes": ["200-299"], "method": "GET"}
TWENTY: list[tuple[dict[str, Any], str, tuple[str, ...]]] = [
    ({"type": "http", "url": "https://a.example/"}, "http", ()),
    ({"type": "http", "url": "http://b.example:8080/x", "accepted_statuscodes": ["200", "301"]}, "http", ()),
    ({"type": "keyword", "url": "https://c.example/", "keyword": "Lavender"}, "http", ()),
    ({"type": "keyword", "url": "https://d.example/", "keyword": "Error", "invertKeyword": True}, "http", ()),
    ({"type": "http", "url": "https://e.example/", "expiryNotification": True}, "http", ()),
    ({"type": "http", "url": "https://f.example/", "headers": '{"X": "y"}'}, "http", ("headers",)),
    ({"type": "http", "url": "https://g.example/", "basic_auth_user": "u"}, "http", ("password",)),
    ({"type": "http", "url": "https://h.example/", "ignoreTls": True}, "http", ("ignore_tls",)),
    ({"type": "http", "url": "https://i.example/", "interval": 5}, "http", ("interval",)),
    ({"type": "http", "url": "https://j.example/", "active": 0}, "http", ("paused",)),
    ({"type": "http", "url": "https://k.example/", "method": "POST"}, "", ("method",)),
    ({"type": "http", "url": "https://l.example/", "upsideDown": True}, "", ("upside_down",)),
    ({"type": "http", "url": None}, "", ("no_target",)),
    ({"type": "port", "hostname": "m.example", "port": 25}, "tcp", ()),
    ({"type": "port", "hostname": "n.example", "port": None}, "", ("no_target",)),
    ({"type": "dns", "hostname": "o.example", "dns_resolve_type": "MX"}, "dns", ()),
    ({"type": "dns", "hostname": "p.example", "dns_resolve_type": "SRV"}, "", ("record",)),
    ({"type": "push", "pushToken": "abc"}, "heartbeat", ("new_address",)),
    ({"type": "ping", "hostname": "q.example"}, "", ("kind",)),
    ({"type": "group"}, "", ("kind",)),
]


def backup() -> bytes:
    rows = [{"id": n, "name": f"Monitor {n}", **COMMON, **row} for n, (row, _, _) in enumerate(TWENTY)]
    return json.dumps({"version": "1.23.13", "notificationList": [], "monitorList": rows}).encode()


def database(folder: Path) -> Path:
    """The same in its database, with the columns as it names them."""
    file = folder / "kuma.db"
    with sqlite3.connect(file) as connection:
        columns = (
            "id INTEGER PRIMARY KEY, name, active, interval, url, type, hostname, port, keyword, invert_keyword,"
            " ignore_tls, upside_down, accepted_statuscodes_json, dns_resolve_type, push_token, method, headers,"
            " basic_auth_user, expiry_notification"
        )
        connection.execute(f"CREATE TABLE monitor ({columns})")
        names = {"accepted_statuscodes": "accepted_statuscodes_json", "invertKeyword": "invert_keyword",
                 "ignoreTls": "ignore_tls", "upsideDown": "upside_down", "pushToken": "push_token",
                 "expiryNotification": "expiry_notification"}  # fmt: skip
        for number, (row, _, _) in enumerate(TWENTY):
            whole = {"id": number, "name": f"Monitor {number}", **COMMON, **row}
            plain = {names.get(key, key): json.dumps(v) if isinstance(v, list) else v for key, v in whole.items()}
            marks = ", ".join("?" * len(plain))
            connection.execute(f"INSERT INTO monitor ({', '.join(plain)}) VALUES ({marks})", list(plain.values()))
    connection.close()
    return file


@pytest.mark.parametrize("source", ["backup", "database"])
def test_twenty_lines_each_with_what_became_of_it(source: str, tmp_path: Path) -> None:
    found = read_file(backup() if source == "backup" else database(tmp_path).read_bytes())
    assert [(one.kind, one.notes) for one in found] == [(kind, notes) for _, kind, notes in TWENTY]
    assert found[1].settings == {"address": "http://b.example:8080/x", "status": "200,301"}
    assert found[2].settings["present"] == "Lavender"
    assert found[3].settings["absent"] == "Error"
    assert found[4].with_certificate
    assert (found[8].every_s, found[9].is_paused) == (20, True)


def test_a_planted_database_neither_runs_nor_hangs(tmp_path: Path) -> None:
    for number, statement in enumerate(
        (
            "CREATE VIEW monitor AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n",
            "CREATE TABLE other (x)",
        )
    ):
        file = tmp_path / f"{number}.db"
        with sqlite3.connect(file) as connection:
            connection.execute(statement)
        connection.close()
        with pytest.raises(BadBackup):
            read_file(file.read_bytes())
    with pytest.raises(BadBackup):
        read_file(b"SQLite format 3\x00" + b"\xff" * 4_000)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"monitorList": 5}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_backup_is_refused(data: bytes) -> None:
    with pytest.raises(BadBackup):
        read_backup(data)


WORDS = ["", "http", "keyword", "port", "dns", "push", "http://", "https://x", "9" * 400, "-1", "1e400", "nan", "\0"]
ANY = st.sampled_from([None, True, False, 0, -1, 10**30, 1.5, [1], {"a": 1}, *WORDS])
FIELDS = ["type", "url", "interval", "port", "hostname", "active", "name"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), ANY, max_size=5), max_size=4))
def test_any_rows_are_read(rows: list[dict[str, Any]]) -> None:
    for one in read_rows(rows):
        assert one.kind in ("", "http", "tcp", "dns", "heartbeat")
        assert 20 <= one.every_s <= 86_400
        assert len(one.name) <= 120
