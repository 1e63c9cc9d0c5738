"""Begin a drill: only when notice, purpose and consultation are recorded, and the sender's domain is ours and in order."""

import os
from dataclasses import dataclass

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import action, demand, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail as events
from rempart.mail.core.drill.letter import BadAddress, plain_address
from rempart.mail.core.drill.phish_scale import QUESTIONS, difficulty
from rempart.mail.core.drill.standing import Wrong
from rempart.mail.core.drill.states import State
from rempart.mail.core.drill.template import Template, written
from rempart.mail.core.drill.timing import Hours, NoTime, stretches
from rempart.mail.net.names import look
from rempart.mail.net.signing import public_of
from rempart.mail.store.audience import MOST_PEOPLE, Audience, people_of
from rempart.mail.store.drill import Campaign
from rempart.mail.store.joining import Joiner
from rempart.mail.store.profiles import unseal
from rempart.mail.store.templates import template_of
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

LEAST_TEAM = 5  # a figure of fewer would name people
DAY_MS = DAY_S * 1_000


class NotReady(Exception):
    """What is missing, as codes; the words stand where they are shown."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Sender:
    """As the mails will have it."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What DNS is asked about."""
        return self.address.rpartition("@")[2].lower()


def missing_of(row: Campaign, at_ms: int | None = None) -> list[str]:
    """Everything that must still be done, but for what DNS says."""
    now = now_ms() if at_ms is None else at_ms
    template = template_of(row.organisation, row.template)
    return [*_of_content(row, template), *_of_time(row, template, now), *_of_sender(row), *_of_law(row, now)]


def _of_content(row: Campaign, template: Template | None) -> list[str]:
    missing = [] if template else ["no_template"]
    if len(row.alignment) != QUESTIONS:
        missing.append("no_alignment")
    if row.team_minimum < LEAST_TEAM:
        missing.append("team_minimum")
    people = people_of(row.organisation, Audience.read(row.audience), now_ms()).exclude(email="").count()
    if not people:
        missing.append("no_people")
    return [*missing, "too_many_people"] if people > MOST_PEOPLE else missing


def _of_time(row: Campaign, template: Template | None, now: int) -> list[str]:
    if not row.starts_ms or row.ends_ms <= max(now, row.starts_ms):
        return ["window"]
    days = template.after_days * (template.stages - 1) if template else 0
    try:
        stretches(max(now, row.starts_ms), row.ends_ms - days * DAY_MS, hours_of(row))
    except NoTime:
        return ["no_time"]
    return []


def _of_sender(row: Campaign) -> list[str]:
    if row.profile is None:
        return ["no_profile"]
    missing = [] if row.profile.tested_ms else ["profile_untested"]
    try:
        plain_address(sender_of(row).address)
    except BadAddress:
        missing.append("sender_address")
    return missing if origin_of(row) else [*missing, "no_origin"]


def _of_law(row: Campaign, now: int) -> list[str]:
    missing = [] if row.purpose.strip() else ["no_purpose"]
    if not row.notice_ms or row.notice_ms > now or not row.notice_reference.strip():
        missing.append("no_notice")
    if (
        not row.consulted_ms
        or row.consulted_ms > now
        or not row.consulted_who.strip()
        or not row.consulted_reference.strip()
    ):
        missing.append("no_consultation")
    return missing


def sender_of(row: Campaign) -> Sender:
    """The campaign's own, else the profile's."""
    name, address = row.sender_name, row.sender_address
    if row.profile is not None:
        name, address = name or row.profile.from_name, address or row.profile.from_address
    return Sender(name, address)


def origin_of(row: Campaign) -> str:
    """Under which address the links lie: one that this installation answers to."""
    known = origins()
    return row.link_origin if row.link_origin in known else next(iter(known), "")


def origins() -> list[str]:
    """The public addresses of this installation, the first one first."""
    return [one.rstrip("/") for one in os.environ.get("REMPART_ORIGINS", "").split(",") if one]


def hours_of(row: Campaign) -> Hours:
    """When people work."""
    return Hours(row.zone, row.day_from, row.day_until, tuple(row.weekdays))


def proof_of(organisation: Organisation, domain: str) -> str:
    """What a record of the domain must hold: of this organisation and this domain alone."""
    return Joiner(organisation).proof(domain)


def look_at_domain(row: Campaign) -> list[Wrong]:
    """What DNS says of the sender's domain, asked now. Raises rempart.channel.sealed.Unreadable."""
    if row.profile is None:
        return []
    domain, (_, dkim_key) = sender_of(row).domain, unseal(row.profile)
    public = public_of(dkim_key) if dkim_key else ""
    return look(domain, proof_of(row.organisation, domain), row.profile.dkim_selector, public)


def start_campaign(actor: Account, row: Campaign) -> None:
    """From here the duty goes on: it gives each mail its time. Raises NotReady."""
    demand(actor, row.organisation, Permission.DRILL)
    row.refresh_from_db()
    missing = missing_of(row)
    if not missing:
        try:
            missing = [f"dns_{one}" for one in look_at_domain(row)]  # no transaction is open during I/O
        except Unreadable:
            missing = ["sealed"]
    if missing:
        raise NotReady(missing)
    template = template_of(row.organisation, row.template)
    assert template is not None
    with action(actor, row.organisation, Permission.DRILL) as record:
        frozen = {
            "state": State.READY, "begun_ms": now_ms(), "body": written(template), "stages": template.stages,
            "difficulty": difficulty(len(template.cues), row.alignment), "link_origin": origin_of(row),
        }  # fmt: skip
        # The draft as it was judged: a change in between begins nothing.
        same = Campaign.objects.filter(pk=row.pk, state=State.DRAFT, **_judged(row))
        if same.update(**frozen) != 1:
            raise NotReady(["changed"])
        people = people_of(row.organisation, Audience.read(row.audience), now_ms()).exclude(email="").count()
        record.event(events.CAMPAIGN_STARTED, Subject("campaign", row.uid), {"most": people * template.stages})


def _judged(row: Campaign) -> dict[str, object]:
    names = (
        "template", "profile", "sender_address", "purpose", "notice_ms", "consulted_ms", "starts_ms", "ends_ms", "zone",
        "team_minimum", "control_percent",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}
