"""Erase somebody, put last week's database back, with and without last week's keys: the person stays erased."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PREPARE = """
import sys
from pathlib import Path
import django
django.setup()
from rempart.channel.place import database, state_folder
from rempart.channel.settle import settle
from rempart.daemon import prepare
from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.actions.invite_member import invite_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Person
from rempart.ledger import commitment, person_keys, person_keys_backup, tombstones
from rempart.ledger.stores import sqlite
state = state_folder()
"""
LAST_WEEK = (
    PREPARE
    + """
prepare.migrate(state)
owner, organisation = prepare.first_owner(), prepare.first_organisation()
ada, bob = add_people(owner, organisation, [NewPerson("Zephyrine", "z@firm.example"), NewPerson("Quetelard")])
member = invite_member(owner, organisation, "ottokar@firm.example", Role.ANALYST, "Ottokar").member
settle(state)
raw = raw_connection()
made = {who: c for c, who in raw.execute("SELECT commitment, person FROM ledger_personal")}
(state.parent / "uids").write_text(" ".join([ada.uid, bob.uid, member.account.uid, made[ada.uid], made[bob.uid]]))
raw.execute("VACUUM INTO ?", (str(state.parent / "full"),))
raw.execute("VACUUM INTO ?", (str(state.parent / "ordinary"),))
copy = sqlite.connect(state.parent / "ordinary")
person_keys.leave_out(copy)
copy.close()
person_keys_backup.export_keys(raw, state.parent / "keys", now_ms())
erase_person(owner, ada)
remove_member(owner, member)
settle(state)
"""
)
RESTORED = (
    PREPARE
    + """
ada, bob, account, sealed, other = (state.parent / "uids").read_text().split()
raw = raw_connection()
assert Person.objects.filter(uid=ada, name="Zephyrine").exists()  # it is last week's copy
if sys.argv[1] == "ordinary":
    assert raw.execute("SELECT count(*) FROM ledger_person_key").fetchone() == (0,)
    ((_, file),) = person_keys_backup.backups(state.parent / "keys")
    person_keys_backup.import_keys(raw, file)
    assert commitment.unseal(raw, sealed) is not None  # nothing here knows of the erasure yet
prepare.migrate(state)
assert not Person.objects.filter(uid=ada).exists()
assert Person.objects.filter(uid=bob, name="Quetelard").exists()
assert commitment.unseal(raw, sealed) is None
assert commitment.unseal(raw, other)["name"] == "Quetelard"
closed = Account.objects.get(uid=account)
assert (closed.name, closed.is_active, closed.email.endswith("@left.invalid")) == ("", False, True)
assert not Membership.objects.filter(account=closed).exists()
assert set(tombstones.in_database(raw)) == {ada, account}
for file in state.glob("rempart.sqlite3*"):
    assert b"Zephyrine" not in file.read_bytes(), file
    assert b"ottokar" not in file.read_bytes(), file
prepare.migrate(state)
"""
)


def run(script: str, data: Path, *words: str) -> str:
    environment = os.environ | {"REMPART_DATA": str(data), "DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script, *words], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("copy", ["full", "ordinary"])
def test_last_weeks_copy_brings_nobody_back(tmp_path: Path, copy: str) -> None:
    data = tmp_path / "data"
    run(LAST_WEEK, data)
    for file in data.glob("rempart.sqlite3*"):
        file.unlink()
    (tmp_path / copy).rename(data / "rempart.sqlite3")
    assert "2 erasures were carried out again" in run(RESTORED, data, copy)
