"""Facts that Rempart measures on itself, recorded by letting it really happen; run by dev/record.py as a process.

`python -m dev.recording.measures ID ROOT` writes tests/recorded/facts/<id>/<scene>.json below ROOT.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec

from dev.recording.form import ROOT, Seen, Side, write_seen
from dev.recording.steady import steady
from rempart.facts.fact import Fact, Observation
from rempart.facts.leavers import Leavers
from rempart.facts.service_credentials import ServiceCredentials

MINUTE_MS = 60_000
LEAVINGS: tuple[tuple[str, Side, int], ...] = (("leaver_at_once", "good", 0), ("leaver_after_30_hours", "broken", 30))


@dataclass(frozen=True, slots=True)
class Measure:
    """As a collector, but it looks at us: `id` names the folder, `kinds` what it tells."""

    id: str
    kinds: tuple[type[Fact], ...]
    version: int = 1


MEASURES = (
    Measure("lifecycle_leavers", (Leavers,)),
    Measure("access_service_credentials", (ServiceCredentials,)),
)
ACCOUNTS: tuple[tuple[str, Side, int | None], ...] = (
    ("account_changed_in_time", "good", 30),
    ("account_never_changed", "broken", None),
)


def record(measure: Measure, root: Path) -> None:
    """In a process of its own: settings and database belong to one folder."""
    words = [sys.executable, "-m", "dev.recording.measures", measure.id, str(root)]
    with tempfile.TemporaryDirectory() as folder:
        own = {"REMPART_DATA": folder, "REMPART_ALLOW_PRIVATE": "1"}
        settings = {"DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
        subprocess.run(words, cwd=ROOT, env={**os.environ, **own, **settings}, check=True)


def main(name: str, root: Path) -> None:
    """Each scene in an organisation of its own."""
    import django

    django.setup()
    from rempart.channel.place import state_folder
    from rempart.daemon.prepare import migrate

    measure = next(one for one in MEASURES if one.id == name)
    migrate(state_folder())
    if name == "access_service_credentials":
        _record_accounts(measure, root)
        return
    for scene, side, hours in LEAVINGS:
        seen = steady([_plain(one) for one in _leaver(scene, hours)], round(time.time() * 1_000), {}, scene)
        fixture = f"a real leaver by webhook, a real program that ends access, {hours} h after the word"
        write_seen(root, Seen(measure.id, measure.version, scene, side, fixture, seen))


def _record_accounts(measure: Measure, root: Path) -> None:
    for scene, side, days in ACCOUNTS:
        seen = steady(_service_account(scene, days), round(time.time() * 1_000), {}, scene)
        fixture = "a real list with one service account, looked at by the real duty"
        write_seen(root, Seen(measure.id, measure.version, scene, side, fixture, seen))


def _service_account(name: str, days: int | None) -> list[Observation]:
    """One is listed, changed so many days ago, or never."""
    import datetime as dt

    from rempart.access.actions.look_at_credentials import look_at_credentials
    from rempart.access.actions.service_accounts import save_service_account
    from rempart.access.store.service_accounts import ServiceAccount
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts

    slug = name.replace("_", "-")
    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"{slug}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{slug}.quarry.example")
    changed = None if days is None else dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days)
    row = ServiceAccount(organisation=organisation, purpose="nightly backup", place="db1", answerable=owner)
    row.changed_on = changed
    save_service_account(owner, row)
    look_at_credentials(organisation)
    settle(site, state_folder())
    return [seen for seen in facts.newest(site, since_ms=0) if isinstance(seen.fact, ServiceCredentials)]


def _leaver(name: str, hours: int) -> list[Observation]:
    """Somebody leaves by a message of the personnel system, which knew it so many hours ago."""
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.people_table import NewPerson
    from rempart.directory.core.roles import Role
    from rempart.directory.store.models import Person
    from rempart.lifecycle.actions.connections import add_connection, connectors
    from rempart.lifecycle.actions.hr_secrets import make_secret
    from rempart.lifecycle.actions.take_hr_event import take_hr_event
    from rempart.lifecycle.actions.tell_leavers import tell_leavers
    from rempart.lifecycle.core.change import Kind
    from rempart.lifecycle.core.hr_event import HrEvent
    from rempart.lifecycle.duties.revoke import run
    from rempart.lifecycle.store.models import HrSource
    from rempart.maturity.store import facts

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"owner-{hours}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{name.replace('_', '-')}.quarry.example")
    add_people(owner, organisation, [NewPerson("Leaver", "", "1"), NewPerson("Stays", "", "2")])
    Person.objects.update(created_at="2020-01-01T00:00:00Z")  # nobody whom a slip had just added
    make_secret(owner, organisation, may_urge=False)
    with _program() as address:
        given = {"address": address, "secret": "shared"}
        add_connection(owner, organisation, connectors()["webhook"], "Keys", given)
        word = now_ms() - hours * 3_600_000
        event = HrEvent("e1", Kind.LEAVE, word, "1", "", "", None, None, None, False)
        take_hr_event(HrSource.objects.get(organisation=organisation), event)
        while run():
            pass
    tell_leavers(organisation)
    settle(site, state_folder())
    return [seen for seen in facts.newest(site, since_ms=0) if isinstance(seen.fact, Leavers)]


def _plain(seen: Observation) -> Observation:
    """Times to the minute, upwards: milliseconds differ from one recording to the next."""
    fact = seen.fact
    assert isinstance(fact, Leavers)
    median, worst = (None if ms is None else -(-ms // MINUTE_MS) * MINUTE_MS for ms in (fact.median_ms, fact.worst_ms))
    return msgspec.structs.replace(seen, fact=msgspec.structs.replace(fact, median_ms=median, worst_ms=worst))


class _Keys(BaseHTTPRequestHandler):
    """A program of the house that ends access."""

    def do_POST(self) -> None:
        """Always."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ended": true, "steps": ["door"]}')

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def _program() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
