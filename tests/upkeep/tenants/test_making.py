"""An export made by the worker in a real installation: whole and taken in elsewhere, or nothing of it stays."""

import json
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.servers import postgres
from tests.upkeep.tenants.place import ROOT, Place

pytestmark = pytest.mark.slow
ONE, WORDS = "kestrel", "granite walls stand"

ASK = """
import sys, django
django.setup()
from rempart.directory.store.models import Account, Organisation
from rempart.upkeep.tenants.asked import ask_export
house = Organisation.objects.get(name=f"{sys.argv[1]} Firm")
print(ask_export(Account.objects.get(email=f"{sys.argv[1]}-owner@firm.example"), house, sys.argv[2]).uid)
"""

WORK = """
import sys, django
django.setup()
from rempart.upkeep.tenants import making
assert making.make_one()
"""

STATE = """
import sys, json, django
django.setup()
from rempart.channel.settle import settle
from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.ledger import store
from rempart.upkeep.store.models import OrganisationExport
row = OrganisationExport.objects.get()
settle(state_folder())
kinds = [one.entry.kind for one in store.read_after(raw_connection(), row.organisation.uid, -1)]
print(json.dumps({"state": row.state, "trouble": row.trouble, "sealed": bytes(row.sealed).hex(), "bytes": row.bytes,
                  "done": row.done, "doing": row.doing, "kinds": kinds}))
"""

# In the middle of the rows: what `sys.argv[1]` says happens there.
AMID = """
import sys, os, errno, signal, time, django
django.setup()
from rempart.directory.store.models import Account
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import asked, making, persons
whole = persons.write
def write(connection, organisation, file, beat):
    count = whole(connection, organisation, file, beat)
    if sys.argv[1] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if sys.argv[1] == "full":
        raise OSError(errno.ENOSPC, "No space left on device")
    if sys.argv[1] == "stop":
        print("here", flush=True)
        while True:
            time.sleep(0.05)
            beat()
    return count
persons.write = write
assert making.make_one()
"""

STOP = """
import django
django.setup()
from rempart.directory.store.models import Account
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants.asked import stop_export
row = OrganisationExport.objects.get()
assert row.doing == "personal fields" and row.done == 1, (row.doing, row.done)
stop_export(row.asked_by, row)
"""

LATER = """
import django
django.setup()
from rempart.upkeep.store.models import OrganisationExport
OrganisationExport.objects.update(leased_until_ms=1)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Place:
    where = postgres.address(f"exports_{worker_id}") if request.param == "postgresql" else None
    made = Place(tmp_path / "old", where)
    made.furnish(ONE)
    made.script(ASK, ONE, WORDS)
    return made


def state(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.script(STATE))
    return found


def shelf(place: Place) -> list[Path]:
    return sorted((place.state / "upkeep" / "exports").iterdir())


def test_whole_and_taken_in_elsewhere(place: Place, tmp_path: Path) -> None:
    place.script(WORK)
    said = state(place)
    assert (said["state"], said["sealed"]) == ("ready", "")
    assert said["kinds"][-1] == "tenants.export.made"
    (file,) = shelf(place)
    assert (file.stat().st_mode & 0o777, file.stat().st_size) == (0o600, said["bytes"])
    held = file.read_bytes()  # the record is open to whoever checks it, and names nobody
    assert not [word for word in ("Zoé", "@firm.example", "-phone", "-visitor") if word.encode() in held]
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    new = Place(tmp_path / "new")
    new.furnish("native")
    came = new.rempart("organisation", "import", str(folder), "--passphrase-file", str(words), "--match-accounts")
    assert came["personal"] == 14
    assert new.shown(ONE)["people"] == place.shown(ONE)["people"]


def test_a_full_disk_leaves_nothing(place: Place) -> None:
    place.script(AMID, "full")
    said = state(place)
    assert (said["state"], said["trouble"], said["sealed"]) == ("failed", "disk_full", "")
    assert said["kinds"][-1] == "tenants.export.failed"
    assert shelf(place) == []


def test_a_killed_worker_leaves_nothing_and_it_is_made_by_the_next(place: Place) -> None:
    assert place.run("-c", AMID, "kill").returncode == -signal.SIGKILL
    assert state(place)["state"] == "working"
    assert shelf(place) != []  # else nothing would be shown
    place.script(LATER)
    place.script(WORK)
    assert state(place)["state"] == "ready"
    (file,) = shelf(place)  # of the second try, and nothing of the first
    assert file.name.endswith(".2.zip")


def test_stopped_in_the_middle_it_ends_within_seconds(place: Place) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", AMID, "stop"], cwd=ROOT, env=place.environment, text=True, stdout=subprocess.PIPE
    ) as worker:
        try:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "here\n"
            begun = time.monotonic()
            place.script(STOP)
            assert worker.wait(30) == 0
            assert time.monotonic() - begun < 20
        finally:
            worker.kill()
    said = state(place)
    assert (said["state"], said["sealed"]) == ("stopped", "")
    assert said["kinds"][-1] == "tenants.export.stopped"
    assert shelf(place) == []
