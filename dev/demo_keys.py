"""What opens doors in the demo's house: tokens, devices with certificates, the sealed way in, programs, a second hold."""

from datetime import UTC, datetime, timedelta
from typing import Any


def hand_out(organisation: Any, owner: Any, members: Any) -> None:
    """Something of each kind in each state that a page shows."""
    from rempart.directory.core.roles import Role

    tokens(organisation, owner, members[Role.OFFICER])
    devices(organisation, owner, members[Role.OFFICER], members[Role.ANALYST])
    break_glass(organisation, owner, members[Role.OFFICER])
    programs(organisation, owner)
    roles_of_teams(organisation, owner)


def tokens(organisation: Any, owner: Any, officer: Any) -> None:
    """One that reads, one about to end, one that has ended."""
    from rempart.directory.actions.end_token import end_token
    from rempart.directory.actions.make_token import make_token
    from rempart.directory.core.roles import Permission as P

    make_token(owner, organisation, "Level on the intranet page", {P.READ, P.READ_PROOF}, 365)
    make_token(owner, organisation, "Nightly export", {P.READ_RECORD, P.EXPORT_RECORD}, 5)
    end_token(owner, make_token(owner, organisation, "Test of the interface", {P.READ}, 30).token)
    make_token(officer, organisation, "Control room: reads notices", {P.READ, P.ACKNOWLEDGE}, 90)


def devices(organisation: Any, owner: Any, officer: Any, analyst: Any) -> None:
    """One that the house looks after, one that is known, one nobody has judged, one that was lost."""
    from rempart.access.actions.register_device import certify_with_key, register_device
    from rempart.access.actions.revoke_device import revoke_device
    from rempart.access.actions.trust_device import trust_device
    from rempart.access.core.device_trust import Trust

    desk = register_device(owner, organisation, "Desk in the office", "computer")
    certify_with_key(owner, desk)
    trust_device(owner, desk, Trust.MANAGED)
    bag = register_device(officer, organisation, "Olga’s laptop", "computer")
    certify_with_key(officer, bag)
    trust_device(owner, bag, Trust.KNOWN)
    register_device(analyst, organisation, "Sami’s telephone", "phone")
    lost = register_device(officer, organisation, "Old telephone", "phone")
    certify_with_key(officer, lost)
    revoke_device(owner, lost)


def break_glass(organisation: Any, owner: Any, officer: Any) -> None:
    """Sealed by two; the secret is thrown away, since nobody here will need it."""
    from rempart.access.actions.seal_break_glass import ask_to_seal, seal_break_glass
    from rempart.directory.actions.decide_approval import grant_approval

    asked = ask_to_seal(owner, organisation, "The envelope in the safe of the accountant.")
    grant_approval(officer, asked, seen=asked.digest)
    seal_break_glass(owner, organisation)


def programs(organisation: Any, owner: Any) -> None:
    """A password that is due, one that was changed lately; the nightly dump that nobody ever changed is there already."""
    from rempart.access.actions.service_accounts import save_service_account
    from rempart.access.store.service_accounts import ServiceAccount

    today = datetime.now(UTC).date()
    for purpose, place, changed in (
        ("Mails of the shop", "mail.lavande.example", today - timedelta(days=380)),
        ("Deploy key of the theme", "git.lavande.example", today - timedelta(days=20)),
    ):
        row = ServiceAccount(organisation=organisation, purpose=purpose, place=place, changed_on=changed)
        row.answerable = owner
        save_service_account(owner, row)


def roles_of_teams(organisation: Any, owner: Any) -> None:
    """Whoever is in the post room learns."""
    from rempart.directory.core.roles import Role
    from rempart.directory.store.models import Team
    from rempart.lifecycle.actions.map_role import map_role

    map_role(owner, Team.objects.get(organisation=organisation, name="Post room"), Role.LEARNER)


def take_one(organisation: Any) -> None:
    """A colleague has taken a notice in hand already; the others wait. Call when the entries stand in the ledger."""
    from rempart.directory.core.roles import Role
    from rempart.directory.store.models import Account
    from rempart.notices.actions.gather import gather
    from rempart.notices.actions.take_notice import take_notice
    from rempart.notices.store.models import Notice

    while gather():
        pass
    analyst = Account.objects.get(membership__organisation=organisation, membership__role=Role.ANALYST)
    row = Notice.objects.filter(organisation=organisation).order_by("-severity", "pk").first()
    if row is not None:
        take_notice(analyst, row)
