"""From every earlier release to this one with data, and back; and an upgrade that fails leaves the state from before."""

import contextlib
import http.client
import json
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.stranger import Stranger
from tests.daemon.house import living
from tests.upkeep import releases
from tests.upkeep.folder import rows

pytestmark = pytest.mark.slow
EVERYTHING = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
TO = (sys.executable, "-m", "django", "migrate", "--settings=rempart.console.settings", "-v0")
SETTINGS: dict[str, Any] = {"DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
SIGN_IN = """
import sys, django
django.setup()
from django.conf import settings
from django.test import Client
from rempart.daemon.prepare import first_owner
from rempart.directory.store.models import Site
settings.ALLOWED_HOSTS = ["testserver"]
client = Client()
site = Site.objects.order_by("pk").first()
client.force_login(first_owner())
for page in ("/", "/organisation/", "/organisation/sites/", "/organisation/people/", f"/sites/{site.uid}/"):
    print(page, client.get(page, follow=True).status_code)
"""


def content(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {str(name): sorted(rows(data, f'SELECT * FROM "{name}"'), key=repr) for (name,) in rows(data, EVERYTHING)}


@pytest.fixture(params=releases.all_releases())
def release(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Stranger, dict[str, object]]:
    """A person whose data folder an earlier release has left."""
    releases.lay_out(request.param, tmp_path / "data")
    return Stranger(tmp_path / "data"), releases.holds(request.param)


def make_older(person: Stranger) -> None:
    """One change of the tables taken back, so that something is due even for the newest release."""
    done = person.run("directory", "0003", program=TO)
    assert done.code == 0, done.err


def test_forward_and_back(release: tuple[Stranger, dict[str, object]]) -> None:
    person, expected = release
    make_older(person)
    before = content(person.data)
    assert person.run("upgrade", "--check", "--json").document["due"]
    done = person.run("upgrade", "--json")
    assert done.code == 0, done.err
    assert done.document["upgraded"]
    assert done.document["levels"] == 1
    assert person.run("ledger", "verify").code == 0
    assert dict(rows(person.data, "SELECT log, size FROM ledger_head")) == expected["logs"]
    assert rows(person.data, "SELECT wall FROM maturity_levelrow") == [(expected["level"],)]
    shutil.copytree(person.data, person.data.parent / "seen")
    pages = Stranger(person.data.parent / "seen").run(SIGN_IN, program=(sys.executable, "-c"), **SETTINGS)
    assert pages.code == 0, pages.err
    assert {line.split()[1] for line in pages.out.splitlines()} == {"200"}, pages.out
    assert person.run("upgrade", "--json").document["upgraded"] is False
    back = person.run("upgrade", "--back", "--json")
    assert back.code == 0, back.err
    assert content(person.data) == before
    assert person.run("ledger", "verify").code == 0
    assert person.run("upgrade", "--back").code == 2


def test_up_alone_keeps_the_way_back_too(release: tuple[Stranger, dict[str, object]]) -> None:
    person, expected = release
    make_older(person)
    before = content(person.data)
    with living(person.data) as house:
        connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", house.link.split(str(house.port), 1)[1])
            assert connection.getresponse().status in (200, 302)
        busy = person.run("upgrade", "--back")
        assert busy.code == 2
        assert "Stop Rempart" in busy.err
    logs = dict(rows(person.data, "SELECT log, size FROM ledger_head"))
    wanted = expected["logs"]
    assert isinstance(wanted, dict)
    assert all(logs[log] >= size for log, size in wanted.items())
    refused = person.run("upgrade", "--back")
    assert refused.code == 2
    assert "would be lost" in refused.err
    assert person.run("upgrade", "--back", "--lose").code == 0
    assert content(person.data) == before


def test_a_later_release_is_told_in_one_sentence(release: tuple[Stranger, dict[str, object]]) -> None:
    person, _ = release
    with contextlib.closing(sqlite3.connect(person.data / "rempart.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('directory', '9999_later', '2030-01-01')"
        )
    for words in (("upgrade",), ("up", "--listen", "127.0.0.1:1"), ("organisation", "list")):
        said = person.run(*words)
        assert said.code == 2, words
        assert "later release has changed" in said.err, (words, said.err)
        assert "9999_later" in said.err
    doctor = person.run("doctor", "--json")
    assert doctor.code == 1
    (tables,) = [check for check in doctor.document["checks"] if check["id"] == "tables"]
    assert (tables["state"], "upgrade --back" in tables["fix"]) == ("failed", True)


def test_one_that_does_not_hold_leaves_everything_as_it_was(release: tuple[Stranger, dict[str, object]]) -> None:
    person, _ = release
    make_older(person)
    with contextlib.closing(sqlite3.connect(person.data / "rempart.sqlite3")) as database, database:
        database.execute("UPDATE ledger_entry SET tail = replace(tail, 'v', 'w') WHERE id = 2")  # verifying finds it
    before = content(person.data)
    failed = person.run("upgrade", "--json")
    assert failed.code == 1
    assert "does not verify" in json.loads(failed.out)["reason"]
    assert content(person.data) == before


def test_recorded_data_are_small_and_tell_nothing_of_the_machine_that_made_them() -> None:
    import gzip

    for name in releases.all_releases():
        folder = releases.FOLDER / name
        assert sum(file.stat().st_size for file in folder.iterdir()) < 300_000
        text = gzip.decompress((folder / "database.sql.gz").read_bytes()).decode()
        blobs = " ".join(bytes.fromhex(part).decode("utf-8", "replace") for part in text.split("X'")[1:] if "'" in part
                         for part in [part.split("'")[0]])  # fmt: skip
        for found in ("/tmp/", "/root", "/home/", "/work"):
            assert found not in text + blobs
