"""Canaries everywhere in a real data folder, and none in the bundle."""

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from rempart.upkeep.scrub import scrub
from tests.contracts.stranger import Stranger
from tests.upkeep import releases

CANARIES = (
    "Zbigniew", "Kowalczyk", "zbigniew.kowalczyk@quarry-secret.example", "quarry-secret", "203.0.113.77", "2001:db8::dead:beef",
    "Quarzsteinbruch", "granit-tresor.example", "ghp_Abc123Abc123Abc123", "hunter2hunter2", "kanari-session", "Steinmetz GmbH",
    "4917612345678", "staff-00471", "CN=Zbigniew", "Zbyszko",
)  # fmt: skip
PLANT = """
import django
django.setup()
from rempart.directory.actions import action
action.is_closed = lambda organisation: False  # the tables are those of the first release
from django.db import transaction
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Organisation, Person, Supplier
from rempart.ledger.commitment import seal
house = Organisation.objects.order_by("pk").first()
house.name = "Steinmetz GmbH"
house.save()
add_site(None, house, "https://granit-tresor.example", is_private=False)
add_site(None, house, "http://203.0.113.77", is_private=False)
account = Account.objects.create_user("zbigniew.kowalczyk@quarry-secret.example", "hunter2hunter2", name="Zbigniew Kowalczyk")
Supplier.objects.create(organisation=house, name="Quarzsteinbruch")
with transaction.atomic():
    person = Person.objects.create(organisation=house, name="Zbigniew Kowalczyk", email="zbigniew.kowalczyk@quarry-secret.example", staff_number="staff-00471")
    seal(raw_connection(), person.uid, "contact", {"email": "zbigniew.kowalczyk@quarry-secret.example"})
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore()
session["note"] = "kanari-session"
session.save()
"""
LOG = "\n".join(
    [
        "The worker waits: 3 runs",
        *(f"mail to {canary} failed after 3 tries" for canary in CANARIES),
        json.dumps({"at": "2026-01-02T03:04:05.000Z", "level": "WARNING", "user": "Zbyszko", "message": "Zbyszko signed in from 203.0.113.77", "url": "/in/ghp_Abc123Abc123Abc123"}),
        "GET /in/kanari-session?next=https://granit-tresor.example/ HTTP/1.1 from [2001:db8::dead:beef]:4433",
        'File "/home/zbyszko/rempart/x.py", password=hunter2hunter2 token:ghp_Abc123Abc123Abc123',
    ]
)  # fmt: skip


@pytest.mark.slow
def test_no_canary_gets_in(tmp_path: Path) -> None:
    data = tmp_path / "Zbyszko" / "data"
    data.parent.mkdir()
    releases.lay_out("0.1.0", data)
    person = Stranger(data)
    planted = person.run(PLANT, program=(sys.executable, "-c"), DJANGO_SETTINGS_MODULE="rempart.console.settings")
    assert planted.code == 0, planted.err
    (data / "session.key").write_text("ghp_Abc123Abc123Abc123")
    (data / "logs").mkdir()
    (data / "logs" / "rempart-Zbyszko.jsonl").write_text(LOG)
    out = tmp_path / "bundle.zip"
    said = person.run(
        "support-bundle", "--out", out, "--json",
        REMPART_BACKUP_TO=str(tmp_path / "Zbyszko" / "quarry-secret"), REMPART_HOSTS="granit-tresor.example,127.0.0.1",
    )  # fmt: skip
    assert said.code == 0, said.err
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as bundle:
        inside = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert [part["name"] for part in said.document["contents"]] == [name.split("/", 1)[1] for name in sorted(inside)]
    whole = "\n".join([*inside, *inside.values()]).casefold()
    assert [canary for canary in CANARIES if canary.casefold() in whole] == []
    assert "chloe" not in whole
    assert "alice" not in whole.replace("malice", "")
    versions = json.loads(inside["rempart-support/versions.json"])
    assert versions["packages"]["Django"].startswith("5.")
    tables = json.loads(inside["rempart-support/tables.json"])
    assert tables["rows"]["directory_site"] == 3
    assert tables["schema"]["directory"].startswith("0004")
    assert "The worker waits: 3 runs" in inside["rempart-support/logs/0.txt"]


@pytest.mark.parametrize("text", CANARIES)
def test_scrubbing_knows_no_names(text: str) -> None:
    for line in (text, f"failed for {text}", f"x={text};", f"[{text}]", f"<{text}>", f'"{text}"'):
        assert text not in scrub(line)


def test_scrubbing_leaves_our_own_words() -> None:
    said = "Entries 3 to 5 of guard (epoch 7) never arrived"
    assert scrub(said) == said
    assert scrub("the ledger waits", known={"ledger"}) == "the · waits"
