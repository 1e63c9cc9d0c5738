"""Done-when 2 of the record: on a whole installation, a leaver loses console, API, lent rights and WordPress in 5 s.

And with WordPress down: tried again, shown, alarmed, done when it is back; and a worker killed midway.
"""

import http.client
import http.cookiejar
import json
import os
import re
import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dev.wordpress import Site
from tests.daemon.house import House, living, until
from tests.journeys.totp import code_of
from tests.lifecycle.scim import PATCH, USER
from tests.lifecycle.wordpress_people import Someone, administrator_secret, application_passwords, someone

pytestmark = pytest.mark.slow
MOST_S = 5.0  # what issue 3 asks for on one machine
LOOK_S = 0.02  # between two looks at the four doors

CONNECT = """
import sys, json, django
django.setup()
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.add_people import add_people
from rempart.directory.core.people_table import NewPerson
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.lifecycle.actions.scim_tokens import make_token
owner, organisation = first_owner(), first_organisation()
given = dict(zip(("address", "user", "password"), sys.argv[1:]))
add_connection(owner, organisation, connectors()["wordpress"], "Our site", given)
# a house of a hundred: three leavers within ten minutes are no crowd that waits for a second person
add_people(owner, organisation, [NewPerson(f"Mason {n}", f"mason{n}@lavande.example") for n in range(100)])
print(organisation.uid, make_token(owner, organisation, "live", 30)[1])
from allauth.mfa.totp.internal.auth import TOTP
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.finish_account import finish_account
finish_account(first_owner(), first_organisation(), name="Ida", email="ida@lavande.example", password="granite-not-gravel-5")
TOTP.activate(first_owner(), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
"""
EMPLOY = """
import sys, django
django.setup()
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.action import system_action
from rempart.directory.actions.ask_approval import ask_approval
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.actions.make_token import make_token
from rempart.directory.actions.sign_in_links import make_link
from rempart.directory.core.roles import Permission, Role
organisation, owner = first_organisation(), first_owner()
account = create_account(organisation, sys.argv[1], None, "Nora")
with system_action(organisation) as record:
    add_member(record, organisation, account, Role.IDENTITY_ADMIN)
TOTP.activate(account, generate_totp_secret())
asked = ask_privilege(account, organisation, Role.RED_TEAM, hours=8, reason="the yearly drill")
grant_approval(owner, asked, seen=asked.digest)
print(account.uid, make_link(account), make_token(account, organisation, "ci", [Permission.READ], 30).secret)
"""
LONG_HERE = """
import django
django.setup()
from rempart.directory.store.models import Person
Person.objects.update(created_at="2020-01-01T00:00:00Z")
"""
OVERDUE = """
import django
django.setup()
from rempart.lifecycle.store.models import Revocation
Revocation.objects.filter(state="open").update(lease_until_ms=0)
"""


@dataclass
class Firm:
    """An installation with a connected WordPress; `token` is the identity system's."""

    house: House
    site: Site
    organisation: str
    token: str

    def scim(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """As the identity system calls."""
        return self.ask(method, f"/scim/v2/{self.organisation}/{path}", self.token, body)

    def ask(self, method: str, path: str, token: str, body: Any = None) -> tuple[int, Any]:
        """One request with a bearer token."""
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/scim+json"}
        line.request(method, path, json.dumps(body) if body else None, headers)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        return answer.status, json.loads(text) if text else None

    def hire(self, name: str) -> str:
        """Known to the identity system; their uid here."""
        mail = {"value": f"{name}@lavande.example", "primary": True}
        status, made = self.scim("POST", "Users", {"schemas": [USER], "userName": name, "emails": [mail]})
        assert status == 201, made
        assert self.house.run("-c", LONG_HERE).returncode == 0  # taking back a slip of the same minutes is no leaving
        return str(made["id"])

    def kinds_since(self, row: int) -> list[str]:
        """Names of entries after that one."""
        last = self.last_entry()
        found = (self.house.one("SELECT kind FROM ledger_entry WHERE id = ?", n) for n in range(row + 1, last + 1))
        return [str(one[0]) for one in found if one]

    def last_entry(self) -> int:
        """Its row."""
        return int((self.house.one("SELECT max(id) FROM ledger_entry") or (0,))[0])

    def revocation(self, person: str) -> tuple[Any, ...]:
        """State, tries, trouble."""
        query = (
            "SELECT r.state, r.tries, r.trouble FROM lifecycle_revocation r JOIN lifecycle_transition t"
            " ON t.id = r.change_id WHERE t.person_uid = ?"
        )
        return self.house.one(query, person) or ()


class Visitor:
    """A browser without pictures."""

    def __init__(self, house: House) -> None:
        self.home = f"http://127.0.0.1:{house.port}"
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def enter(self, link: str) -> None:
        """By the button of a one-time link."""
        page = self.read(link)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
        with self.opener.open(urllib.request.Request(link, form, {"Referer": link}), timeout=30) as answer:
            answer.read()

    def sign_in(self) -> None:
        """As the owner, with password and app."""
        self._send("/account/login/", login="ida@lavande.example", password="granite-not-gravel-5")
        self._send("/account/2fa/authenticate/", code=code_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))

    def _send(self, path: str, **fields: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.read(self.home + path))
        assert token is not None
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.opener.open(urllib.request.Request(self.home + path, form), timeout=30) as answer:
            answer.read()

    def read(self, address: str) -> str:
        """A page's text."""
        with self.opener.open(address, timeout=30) as answer:
            return str(answer.read().decode())

    def is_in(self) -> bool:
        """Does the console know who this is?"""
        with self.opener.open(self.home + "/account/sessions/", timeout=30) as answer:
            return "/login" not in answer.geturl()


@pytest.fixture(scope="module")
def firm(wordpress: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    """`rempart up`, and the WordPress of the tests."""
    with application_passwords(wordpress), living(Path(tmp_path_factory.mktemp("leaver")) / "data") as house:
        done = house.run("-c", CONNECT, wordpress.url, wordpress.person, administrator_secret(wordpress))
        assert done.returncode == 0, done.stderr
        yield Firm(house, wordpress, *done.stdout.split())


@dataclass(frozen=True)
class Doors:
    """Everything that Nora can open."""

    firm: Firm
    uid: str
    visitor: Visitor
    secret: str
    writer: Someone

    def lent(self) -> bool:
        """Is the drill team's right in force?"""
        query = (
            "SELECT count(*) FROM directory_privilege p JOIN directory_account a ON a.id = p.account_id"
            " WHERE a.uid = ? AND p.role = 'red_team' AND p.ended_at_ms IS NULL"
        )
        return bool((self.firm.house.one(query, self.uid) or (0,))[0])

    def open(self) -> set[str]:
        """Each tried anew, from outside."""
        found = {
            "console": self.visitor.is_in(),
            "api": self.firm.ask("GET", "/api/v1/me", self.secret)[0] == 200,
            "drill": self.lent(),
            "wordpress password": self.writer.by_application_password() == 200,
            "wordpress session": self.writer.by_cookie() == 200,
        }
        return {name for name, is_open in found.items() if is_open}


def test_a_leaver_loses_all_four_within_five_seconds(firm: Firm, capsys: pytest.CaptureFixture[str]) -> None:
    """SCIM `active: false` with the bearer token; each door is tried until it is shut; the record proves it."""
    person = firm.hire("nora")
    done = firm.house.run("-c", EMPLOY, "nora@lavande.example")
    assert done.returncode == 0, done.stderr
    uid, link, secret = done.stdout.split()
    visitor = Visitor(firm.house)
    visitor.enter(f"{visitor.home}/in/{link}")
    doors = Doors(firm, uid, visitor, secret, someone(firm.site, "nora", role="administrator"))
    assert doors.open() == {"console", "api", "drill", "wordpress password", "wordpress session"}

    before, started = firm.last_entry(), time.monotonic()
    operation = {"op": "replace", "path": "active", "value": False}
    status, _ = firm.scim("PATCH", f"Users/{person}", {"schemas": [PATCH], "Operations": [operation]})
    assert status == 200
    answered = time.monotonic() - started
    shut: dict[str, float] = {}
    while len(shut) < 5:
        still = doors.open()
        for name in {"console", "api", "drill", "wordpress password", "wordpress session"} - still - shut.keys():
            shut[name] = time.monotonic() - started
        assert time.monotonic() - started < MOST_S, (still, firm.revocation(person))
        time.sleep(LOOK_S)
    until(lambda: "lifecycle.leaver.closed" in firm.kinds_since(before), MOST_S)
    took = time.monotonic() - started
    with capsys.disabled():
        each = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in sorted(shut.items()))
        print(f"\nleaver: answered {answered:.2f} s, {each}; proven in the record after {took:.2f} s")
    assert took < MOST_S
    kinds = firm.kinds_since(before)
    for kind in ("directory.member.removed", "token.ended", "privilege.ended", "lifecycle.person.left",
                 "lifecycle.access.revoked", "lifecycle.leaver.closed"):  # fmt: skip
        assert any(one.endswith(kind.split(".", 1)[1]) or one == kind for one in kinds), (kind, kinds)
    assert doors.writer.as_stored() == {"login": "nora", "roles": [], "passwords": 0, "posts": 1}
    checked = firm.house.run("-m", "rempart", "ledger", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_with_wordpress_down_it_is_retried_shown_alarmed_and_done(firm: Firm) -> None:
    """The real process stops and comes back; nobody has to press anything."""
    person, writer = firm.hire("emil"), someone(firm.site, "emil")
    owner = Visitor(firm.house)
    owner.sign_in()
    before = firm.last_entry()
    firm.site.stop()
    try:
        assert firm.scim("DELETE", f"Users/{person}")[0] == 204
        until(lambda: "lifecycle.connector.silent" in firm.kinds_since(before))
        state, tries, trouble = firm.revocation(person)
        assert (state, trouble) == ("open", "silent")
        assert tries >= 2
        page = owner.read(owner.home + "/organisation/leavers/")
        assert "It does not answer. It is asked again by itself." in page
        assert "Still open." in page
    finally:
        firm.site.start()
    assert writer.by_application_password() == 200
    until(lambda: firm.revocation(person)[0] == "done")
    assert (writer.by_application_password(), writer.by_cookie()) == (401, 302)
    kinds = firm.kinds_since(before)
    assert kinds.index("lifecycle.connector.silent") < kinds.index("lifecycle.access.revoked")
    assert kinds[-2:] == ["lifecycle.connector.answered", "lifecycle.leaver.closed"]


def test_a_worker_killed_between_act_and_note_does_it_twice(firm: Firm) -> None:
    """WordPress holds the last answer back; the worker dies by kill -9 while it waits; the next one takes over."""
    person, writer = firm.hire("ines"), someone(firm.site, "ines")
    flag = firm.site.folder / "held"
    hold = (
        f"if (($_GET['rest_route'] ?? '') === '/wp/v2/users/{writer.id}' && $_SERVER['REQUEST_METHOD'] === 'GET'"
        f" && !file_exists('{flag}')) {{ touch('{flag}'); sleep(10); }}"
    )
    firm.site.must_use("hold", hold)
    before = firm.last_entry()
    worker = firm.house.child("rempart.daemon.worker")
    assert firm.scim("DELETE", f"Users/{person}")[0] == 204
    until(flag.exists)
    os.kill(worker, signal.SIGKILL)
    assert writer.by_application_password() == 401, "the act was done"
    assert firm.revocation(person)[0] == "open", "and not noted"
    until(lambda: firm.house.child("rempart.daemon.worker") not in (0, worker))
    assert firm.house.run("-c", OVERDUE).returncode == 0  # two minutes go by: the dead worker's lease is over
    until(lambda: firm.revocation(person)[0] == "done")
    firm.site.must_use("hold", None)
    assert firm.kinds_since(before).count("lifecycle.access.revoked") == 1
    assert writer.as_stored() == {"login": "ines", "roles": [], "passwords": 0, "posts": 1}
