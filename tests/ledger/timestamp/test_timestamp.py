"""Checkpoints stamped by a real `openssl ts`, kept, exported, and checked by openssl as well."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.channel.stamping import stamp_due
from rempart.ledger import export, store
from rempart.ledger.timestamp import authority, stamps
from rempart.ledger.timestamp.authority import NoStamp
from rempart.ledger.timestamp.stamps import Authority
from tests.ledger.conftest import Ledger
from tests.servers import stamper


@pytest.fixture
def asked(ledger: Ledger, tmp_path: Path) -> Iterator[Authority]:
    stamper.make(tmp_path / "tsa")
    with stamper.stamping(tmp_path / "tsa") as address:
        found = Authority(address, (tmp_path / "tsa" / "root.pem").read_text())
        stamps.configure(ledger.state, found)
        yield found


def test_stamped_once_a_day_and_exported(ledger: Ledger, asked: Authority, tmp_path: Path) -> None:
    ledger.fill(3)
    assert stamp_due(ledger.connection, ledger.state) == []
    stamp = stamps.newest(ledger.connection, "acme")
    assert stamp is not None
    assert stamp.size == 3
    ledger.fill(2)
    assert stamps.due(ledger.connection, stamp.at_ms + 1000) == []  # not yet a day old
    assert len(stamps.due(ledger.connection, stamp.at_ms + 1000 * stamps.STAMP_EVERY_S)) == 1
    export.export(ledger.connection, "acme", tmp_path / "out")
    folder = tmp_path / "out" / "timestamp"
    moment = authority.check(
        (folder / "token.tsr").read_bytes(), (folder / "checkpoint").read_text("utf-8"), asked.root
    )
    assert abs(moment.timestamp() - stamp.at_ms / 1000) < 5
    command = ["openssl", "ts", "-verify", "-data", str(folder / "checkpoint"), "-in", str(folder / "token.tsr")]
    subprocess.run([*command, "-CAfile", str(tmp_path / "tsa" / "root.pem")], check=True, capture_output=True)


def test_a_stamp_of_another_checkpoint_or_root_does_not_hold(ledger: Ledger, asked: Authority, tmp_path: Path) -> None:
    ledger.fill(3)
    stamp_due(ledger.connection, ledger.state)
    stamp = stamps.newest(ledger.connection, "acme")
    assert stamp is not None
    stamper.make(tmp_path / "other")
    for token, text, root in (
        (stamp.token, stamp.note.replace("\n3\n", "\n4\n"), asked.root),
        (stamp.token, stamp.note, (tmp_path / "other" / "root.pem").read_text()),
        (stamp.token[:-1], stamp.note, asked.root),
        (stamp.token, stamp.note, "no certificate"),
        (b"x" * (authority.TOKEN_MAX_BYTES + 1), stamp.note, asked.root),
    ):
        with pytest.raises(NoStamp):
            authority.check(token, text, root)


def test_a_failure_is_said_and_an_older_stamp_stays(ledger: Ledger, asked: Authority) -> None:
    ledger.fill(3)
    stamp_due(ledger.connection, ledger.state)
    ledger.fill(1)
    ledger.connection.execute("UPDATE ledger_timestamp SET next_ms = 0")
    stamps.configure(ledger.state, Authority("http://127.0.0.1:9/", asked.root))
    (fault,) = stamp_due(ledger.connection, ledger.state)
    assert fault.startswith("acme: ")
    stamp = stamps.newest(ledger.connection, "acme")
    assert stamp is not None
    assert stamp.size == 3


def test_without_an_authority_nothing_is_asked(ledger: Ledger) -> None:
    ledger.fill(3)
    assert stamp_due(ledger.connection, ledger.state) == []
    assert stamps.newest(ledger.connection, "acme") is None
    with pytest.raises(ValueError, match="no address"):
        stamps.configure(ledger.state, Authority("ftp://example.com", ""))
    stamps.configure(ledger.state, None)
    with store.reading(ledger.connection):
        assert stamps.configured(ledger.state) is None
