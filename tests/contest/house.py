"""Two departments of eight, and a contest between them; what a test does as a visitor of its sites."""

import contextlib
import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dev.wordpress.template import template
from rempart.contest.actions import live
from rempart.contest.actions.call_contest import call_contest
from rempart.contest.actions.run_contest import clear, work
from rempart.contest.core.states import Stage
from rempart.contest.store.models import Camp, Contest
from rempart.directory.actions.action import system_action
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Organisation, Person, Team
from rempart.staging.net import fresh
from tests.cast import Cast


def department(firm: Organisation, name: str, many: int = 8) -> tuple[Team, list[Account]]:
    """People with accounts; without passwords, which take long to hash on purpose."""
    team = Team.objects.create(organisation=firm, name=name)
    found = []
    for number in range(many):
        account = Account.objects.create(email=f"{name.lower()}{number}@{firm.uid}.example", name=f"{name} {number}")
        with system_action(firm) as record:
            add_member(record, firm, account, Role.LEARNER)
        Person.objects.create(organisation=firm, name=account.name, account=account).teams.add(team)
        found.append(account)
    return team, found


def ready(monkeypatch: Any, folder: Path) -> None:
    """The machine has the files of WordPress; the state is this test's."""
    monkeypatch.setenv("REMPART_DATA", str(folder / "state"))
    monkeypatch.setenv(fresh.SOURCE, str(template("sqlite") / "www"))
    monkeypatch.setattr(live, "_LOCK", [])


def called(cast_: Cast) -> tuple[Contest, Camp, Camp, Account, Account]:
    """Called, and nothing made yet; somebody of each side."""
    red, reds = department(cast_.lavande, "Atelier")
    blue, blues = department(cast_.lavande, "Boutique")
    row = call_contest(cast_.alice, cast_.lavande, "Autumn", 60, [red, blue], fund_minor=12_000)
    first, second = row.camp_set.order_by("pk")
    return row, first, second, reds[0], blues[0]


@contextlib.contextmanager
def running(cast_: Cast) -> Iterator[tuple[Contest, Camp, Camp, Account, Account]]:
    """A contest whose sites stand; nothing of it is left."""
    row, first, second, of_red, of_blue = called(cast_)
    try:
        for _ in range(4):
            work()
        row.refresh_from_db()
        assert row.stage == Stage.RUNNING, row.trouble
        first.refresh_from_db()
        second.refresh_from_db()
        yield row, first, second, of_red, of_blue
    finally:
        clear(row.uid)


class Visitor:
    """A browser without scripts: it keeps its cookies, and knows where names of the range lead."""

    def __init__(self, door: str) -> None:
        self.host = urlsplit(door).netloc
        self.cookies: dict[str, str] = {}
        parts = urlsplit(door)
        self.status, _ = self.get(f"{parts.path}?{parts.query}")

    def get(self, path: str, *, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str]:
        """Status and page; a redirect is not followed."""
        line = http.client.HTTPConnection("127.0.0.1", int(self.host.rpartition(":")[2]), timeout=30)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": self.host, "Cookie": jar, **headers}
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body=body or None, headers=sent)
        answer = line.getresponse()
        page = answer.read().decode("utf-8", "replace")
        for value in answer.msg.get_all("Set-Cookie") or ():
            name, _, rest = value.partition(";")[0].partition("=")
            self.cookies[name] = rest
        line.close()
        return answer.status, page
