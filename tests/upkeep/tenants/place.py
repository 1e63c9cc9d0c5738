"""Two real data folders, with organisations filled by one script and its canary words."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from rempart.channel import database
from tests.servers import postgres

ROOT = Path(__file__).parents[3]

FURNISH = """
import sys, django
django.setup()
from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.daemon import prepare, tenants
from rempart.directory.actions.action import action
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member, create_organisation
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.actions.action import system_action
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Permission, Role
from rempart.events import directory as events
from rempart.ledger.commitment import person_of_day
from rempart.terms.scope import Subject
word = sys.argv[1]
state = state_folder()
prepare.migrate(state)
prepare.first_organisation()
house = create_organisation(f"{word} Firm", None)
owner = create_account(house, f"{word}-owner@firm.example", "granite-not-gravel-5", f"{word} Owner")
agent = tenants.Account.objects.filter(email="agent@agency.example").first()
if agent is None:
    agent = create_account(house, "agent@agency.example", None, "Agent")
with system_action(house) as record:
    add_member(record, house, owner, Role.OWNER)
    add_member(record, house, agent, Role.AGENCY)
people = add_people(owner, house, [NewPerson(f"{word} Zoé {n}", f"{word}{n}@firm.example", f"{word}N{n}", f"{word} team")
                                   for n in range(12)])
erase_person(owner, people[3])
add_site(owner, house, f"https://{word}.example", is_private=True)
with action(owner, house, Permission.MANAGE_PEOPLE) as record:
    made = record.seal(people[0].uid, "contact", {"phone": f"{word}-phone"})
    made |= record.seal(person_of_day(house.uid, 1790000000000), "visitor", {"ip": f"{word}-visitor"})
    made |= record.seal(agent.uid, "browser", {"line": f"{word}-agent"})
    record.event(events.PERSON_ADDED, Subject("person", people[0].uid), {}, commitments=made)
settle(state)
"""

SHOWN = """
import sys, json, django
django.setup()
from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Account, Membership, Organisation, Person, Site
from rempart.ledger.commitment import unseal
from rempart.ledger import store
from rempart.ledger.stores import succession
word = sys.argv[1]
house = Organisation.objects.get(name=f"{word} Firm")
raw = raw_connection()
entries = []
for log in succession.lineage(raw, house.uid):
    entries += [(one.entry.kind, one.hash) for one in store.read_after(raw, log, -1)]
opened = [unseal(raw, made) for (made,) in raw.execute("SELECT commitment FROM ledger_personal ORDER BY commitment")]
print(json.dumps({
    "people": [[one.uid, one.name, one.email, one.staff_number, one.created_at.isoformat(),
                sorted(team.name for team in one.teams.all())] for one in Person.objects.filter(organisation=house).order_by("uid")],
    "sites": [[one.uid, one.address, one.token] for one in Site.objects.filter(organisation=house).order_by("uid")],
    "members": sorted([one.account.email, one.role] for one in Membership.objects.filter(organisation=house)),
    "entries": entries, "opened": [one for one in opened if one and word in json.dumps(one)],
    "logs": succession.lineage(raw, house.uid), "uid": house.uid,
    "passwords": [one.has_usable_password() for one in Account.objects.filter(email__startswith=word)],
}))
"""

OTHERS = """
import sys, json, django
django.setup()
from rempart.upkeep import tables
from rempart.upkeep.tenants import scope, rows
from rempart.directory.store.models import Organisation
from rempart.directory.actions.action import raw_connection
house = Organisation.objects.get(name=f"{sys.argv[1]} Firm")
raw = raw_connection()
held = {model._meta.label: [rows._said(row) for row in scope.rows(model, house)] for model in scope.models()}
held["entries"] = [[a, b, bytes(c).hex(), bytes(d).hex()] for a, b, c, d in raw.execute(
    "SELECT log, id, front, tail FROM ledger_entry WHERE log = ? ORDER BY id", (house.uid,))]
held["head"] = raw.execute("SELECT size, note FROM ledger_head WHERE log = ?", (house.uid,)).fetchone()
held["personal"] = [[a, b, bytes(c).hex()] for a, b, c in raw.execute(
    "SELECT p.commitment, person, payload FROM ledger_personal p JOIN ledger_personal_kept k"
    " ON k.commitment = p.commitment WHERE org = ? ORDER BY p.commitment", (house.uid,))]
print(json.dumps(held, default=str))
"""

LAST = """
import json, django
django.setup()
from rempart.directory.actions.action import raw_connection
from rempart.ledger import store
for one in store.read_after(raw_connection(), "installation", -1):
    if one.entry.kind == "tenants.organisation.deleted":
        print(json.dumps(one.entry.body))
"""

OPENING = """
import sys, json, django
django.setup()
from rempart.directory.actions.action import raw_connection
from rempart.ledger import store
(log,) = sys.argv[1:]
one = store.read_after(raw_connection(), log, -1)[0].entry
print(json.dumps({"actor": one.actor, "org": one.org, "schema": one.schema, "commitments": dict(one.commitments),
                  "subject": {"id": one.subject.id, "kind": one.subject.kind}, "body": dict(one.body)}))
"""

OVER = """
import django
django.setup()
from rempart.directory.store.closures import Closure
Closure.objects.update(due_ms=1)
"""


class Place:
    """One data folder and the commands run on it; `where` is the server that holds its data, None a file in it."""

    def __init__(self, state: Path, where: str | None = None) -> None:
        self.state = state
        self.where = where
        if where is not None:
            postgres.empty(where)
            state.mkdir(mode=0o700)
            named = state / database.ADDRESS_FILE
            named.touch(mode=0o600)
            named.write_text(where)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("REMPART_")}
        self.environment = {
            **kept, "REMPART_DATA": str(state), "DJANGO_SETTINGS_MODULE": "rempart.console.settings",
        }  # fmt: skip

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, text=True, capture_output=True, timeout=240
        )

    def script(self, text: str, *words: str) -> str:
        done = self.run("-c", text, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rempart(self, *words: str, code: int = 0) -> Any:
        """What the command printed as JSON; its trouble where it ends otherwise."""
        done = self.run("-m", "rempart", *words, "--json")
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout) if code == 0 else done.stderr

    def furnish(self, word: str) -> None:
        self.script(FURNISH, word)

    def shown(self, word: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.script(SHOWN, word))
        return found

    def files_with(self, word: str) -> list[Path]:
        """Every file of the data folder that holds the word, whatever it is."""
        files = [file for file in self.state.rglob("*") if file.is_file()]
        return [file for file in files if word.encode() in file.read_bytes()]

    def tables_with(self, word: str) -> list[str]:
        """Every table on the server with a row that holds the word, whatever it is; none where there is no server."""
        if self.where is None:
            return []
        with psycopg.connect(self.where) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return [table for (table,) in tables if _holds(connection, table, word)]


def _holds(connection: psycopg.Connection[Any], table: str, word: str) -> bool:
    """As text, and as the hexadecimal that bytes are written in."""
    query = sql.SQL("SELECT count(*) FROM {} AS one WHERE position(%s in one::text) + position(%s in one::text) > 0")
    found = connection.execute(query.format(sql.Identifier(table)), (word, word.encode().hex())).fetchone()
    return found is not None and found[0] > 0
