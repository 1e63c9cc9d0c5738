"""A campaign as it stands after its start: people, pseudonyms, tokens; and the hits that come of it."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation, Person, Team
from rempart.mail.actions.judge_hits import judge_one
from rempart.mail.actions.take_hits import take_hits
from rempart.mail.core.drill.states import Difficulty, Group, Sent, State
from rempart.mail.core.hits.arrived import Arrived, Kind, encode
from rempart.mail.server.spool import HitSpool
from rempart.mail.store.drill import Campaign, Message, Recipient
from rempart.mail.store.joining import Joiner, hash_of
from rempart.terms.duration import DAY_S

BODY = {
    "cues": ["urgency"],
    "en": {
        "title": "Parcel",
        "mails": [{"subject": "Your parcel waits"}],
        "marks": {"urgency": "It gives you two hours."},
    },
    "fr": {
        "title": "Colis",
        "mails": [{"subject": "Votre colis attend"}],
        "marks": {"urgency": "Il vous laisse deux heures."},
    },
    "zh": {"title": "包裹", "mails": [{"subject": "您的包裹待领取"}], "marks": {"urgency": "只给您两个小时。"}},
}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
HOME = "203.0.113.{}"


@dataclass
class Drill:
    """`tokens` by message key, in the order of the people."""

    campaign: Campaign
    messages: list[Message]
    tokens: dict[int, str]
    begun_ms: int

    def token(self, number: int) -> str:
        return self.tokens[self.messages[number].pk]


def people(organisation: Organisation, count: int, team: str = "", start: int = 0) -> list[Person]:
    found = [
        Person.objects.create(
            organisation=organisation, name=f"Person {start + number}", email=f"p{start + number}@x.example"
        )
        for number in range(count)
    ]
    if team:
        row, _ = Team.objects.get_or_create(organisation=organisation, name=team)
        for one in found:
            one.teams.add(row)
    return found


def make_drill(organisation: Organisation, who: list[Person], **fields: Any) -> Drill:
    """Everybody has got the mail an hour ago. `control` and `cuts` are by place in `who`."""
    control, cuts = fields.pop("control", ()), fields.pop("cuts", {})
    language = fields.pop("language", "en")
    begun = fields.pop("begun_ms", now_ms() - 3_600_000)
    given: dict[str, Any] = {
        "name": "Parcel", "template": "parcel", "body": BODY, "state": State.RUNNING, "difficulty": Difficulty.MODERATELY,
        "begun_ms": begun, "starts_ms": begun, "ends_ms": begun + 7 * DAY_S * 1_000, **fields,
    }  # fmt: skip
    campaign = Campaign.objects.create(organisation=organisation, **given)
    joiner = Joiner(organisation)
    messages, tokens = [], {}
    for number, person in enumerate(who):
        Recipient.objects.create(campaign=campaign, person=person, sent=1)
        uid = f"{campaign.uid}{number:08d}"
        token = joiner.token(uid)
        message = Message.objects.create(
            uid=uid, campaign=campaign, pseudonym=joiner.pseudonym(person.uid), language=language,
            group=Group.CONTROL if number in control else Group.TAUGHT, cut=cuts.get(number, ""),
            token_hash=hash_of(token), state=Sent.ACCEPTED, due_ms=begun, at_ms=begun,
        )  # fmt: skip
        messages.append(message)
        tokens[message.pk] = token
    return Drill(campaign, messages, tokens, begun)


def arrived(token: str, kind: Kind = Kind.LINK, **fields: Any) -> Arrived:
    given: dict[str, Any] = {
        "link": 0, "method": "GET", "at_ms": now_ms(), "address": HOME.format(7), "agent": FIREFOX, "wish": "", **fields,
    }  # fmt: skip
    return Arrived(bytes.fromhex(hash_of(token)), kind, **given)


def spool(state: Path, *hits: Arrived) -> None:
    """As the door keeps them."""
    time.sleep(0)  # another segment
    writer = HitSpool(state)
    for one in hits:
        writer.put(encode(one))
    writer.close()


def person_clicks(token: str, at_ms: int, number: int = 7, *, goes_on: bool = False) -> list[Arrived]:
    """Link, page, script; from a network of their own."""
    more = {"address": HOME.format(1).replace("203.0.113", f"10.{number // 250}.{number % 250}")}
    kinds = [Kind.LINK, Kind.PAGE, Kind.HERE, *([Kind.LEARN, Kind.TEACH] if goes_on else [])]
    return [arrived(token, kind, at_ms=at_ms + step * 400, **more) for step, kind in enumerate(kinds)]


def take_all(state: Path) -> None:
    """Until nothing waits, as the duty does."""
    while take_hits(state) or judge_one():
        pass
