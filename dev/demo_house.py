"""A house with people in it: roles, a leaver, an approval and a review that wait, an outlet, cover; through the actions.

`python -m dev.demo_house` furnishes the installation of REMPART_DATA; the demo and the journeys both use it.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
STAFF = (
    "Ann Besson",
    "Malik Chaouch",
    "Jeanne Duval",
    "Li Wei",
    "Rosa Estève",
    "Tom Fabre",
    "Inès Garnier",
    "Yann Hervé",
)


def furnish(organisation: Any, owner: Any) -> None:
    """Once; the owner may still be the one of the first link."""
    from dev.demo_contest import hold
    from dev.demo_flaws import hand_over
    from dev.demo_keys import hand_out
    from dev.demo_mail import exercise
    from dev.demo_points import offer
    from dev.demo_programme import take_part, teach
    from dev.demo_rules import read
    from dev.demo_writing import write
    from rempart.directory.core.roles import Role

    roles = {
        "Olga Perrin": Role.OFFICER, "Sami Roche": Role.ANALYST, "Hélène Roux": Role.HR, "Ida Sorel": Role.IDENTITY_ADMIN,
        "Nora Blanc": Role.AUDITOR, "Luc Tissot": Role.LEARNER,
    }  # fmt: skip
    members = {role: _member(organisation, name, role) for name, role in roles.items()}
    hosting(organisation, owner)
    rights(organisation, members)
    leavers(organisation, owner, members[Role.HR])
    outside(organisation, owner)
    watched(organisation, owner)
    holds(organisation, owner, members[Role.OFFICER])
    hand_out(organisation, owner, members)
    teach(organisation, owner, members)
    take_part(organisation, owner)
    hand_over()
    offer(organisation, owner, members[Role.LEARNER])
    hold(organisation, members[Role.LEARNER], members[Role.ANALYST])
    exercise(organisation, owner)
    read(organisation, [owner, *members.values()], members[Role.LEARNER])
    write(organisation, owner)


def _member(organisation: Any, name: str, role: Any) -> Any:
    from rempart.directory.actions.action import system_action
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import add_member

    account = create_account(organisation, f"{name.split()[0].lower().replace('é', 'e')}@demo.invalid", None, name)
    with system_action(organisation) as record:
        add_member(record, organisation, account, role)
    return account


def hosting(organisation: Any, owner: Any) -> None:
    """A supplier, a host of theirs, and the first site on it."""
    from rempart.directory.actions.add_host import add_host
    from rempart.directory.actions.add_supplier import add_supplier
    from rempart.directory.actions.assign_host import assign_host
    from rempart.directory.store.models import Site

    supplier = add_supplier(owner, organisation, name="Hexa Hosting (invented)", kind="hosting")
    host = add_host(owner, organisation, name="hexa-7", supplier=supplier)
    site = Site.objects.filter(organisation=organisation).order_by("pk").first()
    if site is not None:
        assign_host(owner, site, host)


def rights(organisation: Any, members: Any) -> None:
    """One right lent for hours, one asked for and waiting, cover for a holiday, a review that is open."""
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.decide_approval import grant_approval
    from rempart.directory.actions.delegate import delegate
    from rempart.directory.actions.lend_privilege import ask_privilege
    from rempart.directory.actions.review_access import open_review
    from rempart.directory.core.roles import Permission, Role

    officer, analyst = members[Role.OFFICER], members[Role.ANALYST]
    lent = ask_privilege(analyst, organisation, Permission.REVIEW, hours=8, reason="Nora is away today.")
    grant_approval(officer, lent, seen=lent.digest)
    ask_privilege(analyst, organisation, Permission.CONSENT, hours=3, reason="The firewall rule of ticket 4711.")
    now = now_ms()
    delegate(officer, organisation, analyst, from_ms=now + DAY_MS, until_ms=now + 8 * DAY_MS)
    open_review(organisation)


def leavers(organisation: Any, owner: Any, hr: Any) -> None:
    """One who left, one whose last day comes, some moves too many at once; two systems to tell."""
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.core.people_table import NewPerson
    from rempart.directory.store.models import Person, Team
    from rempart.lifecycle.actions.change_by_hand import change_by_hand
    from rempart.lifecycle.actions.connections import add_connection, connectors
    from rempart.lifecycle.actions.hr_secrets import make_secret
    from rempart.lifecycle.actions.scim_tokens import make_token
    from rempart.lifecycle.core.change import Standing

    people = add_people(hr, organisation, [
        NewPerson(name, f"{name.split()[0].lower().replace('è', 'e')}@demo.invalid", f"K10{number}", "Shop" if number % 2 else "Post room")
        for number, name in enumerate(STAFF, 47)
    ])  # fmt: skip
    month_ago = datetime.now(UTC) - timedelta(days=30)  # whoever was added a minute ago would count as a slip
    Person.objects.filter(pk__in=[person.pk for person in people]).update(created_at=month_ago)
    people = list(Person.objects.filter(pk__in=[person.pk for person in people]).order_by("pk"))
    settings = {"address": "https://post.demo.invalid/rempart", "secret": "a-secret-for-the-demo-only"}
    add_connection(owner, organisation, connectors()["webhook"], "Post room", settings)
    change_by_hand(hr, people[0], Standing(False), is_urgent=True)
    change_by_hand(hr, people[1], Standing(False), due_at_ms=now_ms() + 5 * DAY_MS)
    shop = Team.objects.get(organisation=organisation, name="Shop")
    for person in people[2:]:
        change_by_hand(
            hr, person, Standing(True, frozenset() if person.teams.filter(pk=shop.pk) else frozenset({shop.uid}))
        )
    make_token(owner, organisation, "Directory of the group", 365)
    make_secret(owner, organisation, may_urge=True)


def watched(organisation: Any, owner: Any) -> None:
    """The first site under watch and on the status page, work announced, a probe invited."""
    from rempart.directory.actions.action import now_ms
    from rempart.directory.store.models import Site
    from rempart.watch.actions.announce_work import announce_work
    from rempart.watch.actions.change_page import change_page
    from rempart.watch.actions.probes import invite_probe
    from rempart.watch.actions.set_up_site import set_up_site

    site = Site.objects.filter(organisation=organisation).order_by("pk").first()
    if site is not None:
        set_up_site(owner, site)
        begins = now_ms() + 7 * DAY_MS
        announce_work(owner, organisation, site, "A new server", begins, begins + 2 * HOUR_MS)
    change_page(owner, organisation, organisation.name or "Status", is_open=True)
    invite_probe(owner, organisation, "Lyon")


def outside(organisation: Any, owner: Any) -> None:
    """Where the record and the notices go, and who is missed."""
    from rempart.access.actions.providers import save_provider
    from rempart.access.actions.service_accounts import save_service_account
    from rempart.access.store.models import Provider
    from rempart.access.store.service_accounts import ServiceAccount
    from rempart.notices.actions.change_way import Wish as WayWish
    from rempart.notices.actions.change_way import add_way
    from rempart.notices.actions.watch_peers import add_peer
    from rempart.record.actions.change_outlet import Wish, add_outlet
    from rempart.terms.severity import Severity

    settings = {"issuer": "https://id.demo.invalid"}
    save_provider(
        owner,
        Provider(organisation=organisation, kind=Provider.OIDC, name="Demo ID", client_id="rempart", settings=settings),
        "secret",
    )
    add_outlet(
        owner, organisation, "webhook", Wish("Control room", {"url": "https://siem.demo.invalid/in"}), from_start=True
    )
    add_way(
        owner,
        organisation,
        "webhook",
        WayWish("Control room", {"url": "https://chat.demo.invalid/in"}, Severity.WARNING),
        for_room=True,
    )
    add_peer(owner, organisation, "Rempart of the second site", 3_600)
    dump = ServiceAccount(organisation=organisation, purpose="Nightly database dump", place="db.lavande.example")
    dump.answerable_text = "The hosting firm"
    save_service_account(owner, dump)


def holds(organisation: Any, owner: Any, officer: Any) -> None:
    """The site's record is held, a person's will be if a second one agrees; someone who left long ago is erased."""
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.add_people import add_people
    from rempart.directory.actions.erase_person import erase_person
    from rempart.directory.actions.hold_approve import approve_hold
    from rempart.directory.actions.hold_ask import ask_hold
    from rempart.directory.core.holds import Scope
    from rempart.directory.core.people_table import NewPerson
    from rempart.directory.store.models import Person, Site

    site = Site.objects.filter(organisation=organisation).order_by("pk").first()
    if site is not None:
        until = now_ms() + 180 * DAY_MS
        approve_hold(
            owner, ask_hold(officer, organisation, Scope.SITE, site.uid, "Claim of a customer, 14 November", until)
        )
    held = Person.objects.filter(organisation=organisation, name=STAFF[0]).get()
    ask_hold(officer, organisation, Scope.PERSON, held.uid, "Labour court, case 26/118", now_ms() + 300 * DAY_MS)
    (gone,) = add_people(owner, organisation, [NewPerson("Somebody Gone")])
    erase_person(owner, gone)


def main() -> int:
    """Into the installation that REMPART_DATA names."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
    django.setup()
    from rempart.daemon import prepare

    furnish(prepare.first_organisation(), prepare.first_owner())
    return 0


if __name__ == "__main__":
    sys.exit(main())
