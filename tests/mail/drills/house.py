"""A firm with people, a way out and a drill that could begin at once."""

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation, Person, Team
from rempart.mail.actions.draft_campaign import change_campaign, draft_campaign
from rempart.mail.actions.import_past import import_past
from rempart.mail.actions.own_templates import save_template
from rempart.mail.actions.profiles import Wish, save_profile
from rempart.mail.core.drill.shelf import templates
from rempart.mail.core.drill.states import State
from rempart.mail.core.drill.template import written
from rempart.mail.store.drill import Campaign, Profile

ORIGIN = "https://console.lavande.example"
DAY_MS = 86_400_000


def crowd(organisation: Organisation, count: int, team: str = "", address: str = "p{}@staff.example") -> list[Person]:
    """That many people, in one team if it has a name."""
    rows = [
        Person(
            organisation=organisation, name=f"Person {number}", email=address.format(number), staff_number=str(number)
        )
        for number in range(count)
    ]
    made = Person.objects.bulk_create(rows, batch_size=500)
    if team:
        Team.objects.create(organisation=organisation, name=team).person_set.add(*made)
    return made


def wish(port: int, **other: object) -> Wish:
    """A server on this machine, without a password."""
    said: dict[str, object] = {
        "name": "Way out", "host": "127.0.0.1", "port": port, "tls": "none", "username": "", "password": "",
        "from_address": "post@drill.example", "from_name": "", "dkim_selector": "s1", "dkim_key": "",
        "connections": 8, "domain_a_minute": 600_000,
    }  # fmt: skip
    return Wish(**{**said, **other})  # type: ignore[arg-type]


def way_out(actor: Account, organisation: Organisation, port: int, **other: object) -> Profile:
    """Tried already."""
    row = save_profile(actor, organisation, wish(port, **other))
    Profile.objects.filter(pk=row.pk).update(tested_ms=now_ms())
    row.refresh_from_db()
    return row


def campaign(
    actor: Account, organisation: Organisation, profile: Profile, template: str = "parcel", **other: object
) -> Campaign:
    """Everything is recorded; every hour of the week is a working hour."""
    row = draft_campaign(actor, organisation, "November", template)
    now = now_ms()
    change_campaign(actor, row, "what", {"alignment": [4, 4, 4, 4, 2], "own_language": True, "language": "fr"})
    change_campaign(
        actor, row, "who", {"audience": {"everybody": True}, "control_percent": 20, "team_minimum": 8, **other}
    )
    change_campaign(actor, row, "when", {
        "starts_ms": now - 60_000, "ends_ms": now + 20 * DAY_MS, "zone": "Europe/Paris", "day_from": 0,
        "day_until": 1_440, "weekdays": [0, 1, 2, 3, 4, 5, 6], **other,
    })  # fmt: skip
    change_campaign(actor, row, "sender", {"profile": profile, **other})
    change_campaign(actor, row, "recorded", {
        "purpose": "To practise the report button.", "notice_ms": now - DAY_MS, "notice_reference": "Intranet 41",
        "consulted_ms": now - DAY_MS, "consulted_who": "Works council", "consulted_reference": "Minutes 7", **other,
    })  # fmt: skip
    return Campaign.objects.get(pk=row.pk)


def begin(row: Campaign) -> None:
    """As `start_campaign` leaves it, without asking DNS."""
    body = written(templates()[row.template])
    Campaign.objects.filter(pk=row.pk).update(state=State.READY, body=body, link_origin=ORIGIN, begun_ms=now_ms())


def all_due(row: Campaign) -> None:
    """Every mail that is planned may go now."""
    row.message_set.filter(state="planned").update(due_ms=1)
    Campaign.objects.filter(pk=row.pk).update(next_ms=0)


def drilled(actor: Account, organisation: Organisation) -> dict[str, str]:
    """One row behind each door of drills."""
    way = save_profile(actor, organisation, wish(1))
    english = {"title": "", "what": "", "sender": "", "mails": [{"subject": "Hello", "text": "{link}", "button": "Go"}]}
    (past,) = import_past(actor, organisation, b'{"name": "Spring", "results": []}', "spring.json")
    return {
        "drill": draft_campaign(actor, organisation, "Spring", "parcel").uid,
        "way_out": way.uid,
        "drill_mail": save_template(actor, organisation, "Ours", {"en": english}).uid,
        "past_drill": past.uid,
    }
