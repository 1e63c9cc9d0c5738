"""How many confirmed the house's rules: told to the record once a day as counts; by fixed groups, once a week, for a page."""

from dataclasses import asdict, dataclass
from typing import Any

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation, Person
from rempart.events import people as events
from rempart.facts.house_rules import HouseRules
from rempart.people.actions.once_a_day import tell_next
from rempart.people.core.group_figures import shown
from rempart.people.core.house_rule import CONFIRMED_DAYS
from rempart.people.store.house_rules import (
    HouseAsked,
    HouseCounted,
    HouseRule,
    HouseVersion,
    confirmed_by,
    newest,
)
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

SOURCE = "people"
WEEK_MS = 7 * DAY_S * 1_000


def house_rules_of(organisation: Organisation) -> HouseRules:
    """As it stands now."""
    versions, moment = newest(organisation), now_ms()
    people = Person.objects.filter(organisation=organisation)
    done = {row.pk: confirmed_by(row, moment) for row in versions}
    everything = set.intersection(*done.values()) if done else set()
    return HouseRules(
        span_days=CONFIRMED_DAYS, kinds=tuple(sorted({row.rule.kind for row in versions})), rules=len(versions),
        people=people.count(), confirmed=people.filter(account__in=everything).count(),
    )  # fmt: skip


def tell_one() -> bool:
    """One organisation with a rule in force, or one version whose figures are a week old; True when there was one."""
    waiting = open_ones().filter(pk__in=HouseRule.objects.filter(is_withdrawn=False).values("organisation"))
    return tell_next(waiting, "house_told_ms", lambda school: tell_house_rules(school.organisation)) or _count_one()


def tell_house_rules(organisation: Organisation) -> None:
    """Observed by our own rows."""
    with system_action(organisation) as record:
        subject, fact = Subject("organisation", organisation.uid), house_rules_of(organisation)
        tell_fact(record, events.FACT_RECORDED, subject, fact, at_ms=now_ms(), source=SOURCE)


def _count_one() -> bool:
    moment = now_ms()
    waiting = HouseVersion.objects.filter(
        figures_ms__lte=moment - WEEK_MS, put_ms__lte=moment - WEEK_MS, rule__is_withdrawn=False,
        organisation__closure=None,
    )  # fmt: skip
    row = waiting.order_by("figures_ms", "pk").first()
    if row is None:
        return False
    mine = HouseVersion.objects.filter(pk=row.pk, figures_ms=row.figures_ms)
    mine.update(figures=figures_of(row), figures_ms=moment)
    return True


def figures_of(version: HouseVersion) -> dict[str, Any]:
    """By the groups that were fixed with the version; a group that shrank below the least is counted with all others.
    Counts are rounded at random from the version's own seed: one person's step does not show."""
    members: dict[str, list[int | None]] = {}
    rows = HouseCounted.objects.filter(version=version).order_by("pk").values_list("group", "person__account")
    for group, account in rows:
        members.setdefault(group, []).append(account)
    if any(len(one) < version.least for one in members.values()):
        members = {"": [account for one in members.values() for account in one]}
    if sum(map(len, members.values())) < version.least:
        return {"why": "small", "groups": []}
    done, seed = confirmed_by(version, now_ms()), bytes.fromhex(version.seed)
    return {
        "why": "",
        "letters": _letters(version, sum(map(len, members.values())), seed),
        "groups": [
            {"group": name, "people": len(held), "confirmed": shown(sum(one in done for one in held), len(held), seed, name)}
            for name, held in sorted(members.items())
        ],
    }  # fmt: skip


def _letters(version: HouseVersion, size: int, seed: bytes) -> dict[str, int]:
    """How many of those who are counted were written to at all, and how many more than once."""
    counted = HouseCounted.objects.filter(version=version).values("person")
    rows = HouseAsked.objects.filter(version=version, person__in=counted)
    return {
        "written": shown(rows.count(), size, seed, "written"),
        "reminded": shown(rows.filter(times__gt=1).count(), size, seed, "reminded"),
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """One rule in force. `people` and `confirmed` are of the groups as last told, `written` and `reminded` of all of them;
    null before, and for too few."""

    rule: str
    kind: str
    version: int
    dated_on: str
    digest: str
    people: int | None
    confirmed: int | None
    written: int | None
    reminded: int | None
    groups: list[dict[str, Any]]

    def told(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)


def standing(organisation: Organisation) -> list[Standing]:
    """Each rule in force."""
    return [_standing(row) for row in newest(organisation)]


def _standing(row: HouseVersion) -> Standing:
    groups = row.figures.get("groups", [])
    people, confirmed = (sum(one[name] for one in groups) if groups else None for name in ("people", "confirmed"))
    letters = row.figures.get("letters", {})
    return Standing(
        row.rule.uid, row.rule.kind, row.number, row.dated_on.isoformat(), row.digest, people, confirmed,
        letters.get("written"), letters.get("reminded"), groups,
    )  # fmt: skip
