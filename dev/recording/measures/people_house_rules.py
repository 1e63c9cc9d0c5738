"""Rules of the house, really put up, read and confirmed: by all with the laws that bind them, by all without, by one, none."""

from collections.abc import Iterator

from dev.recording.firm import firm, learner, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.house_rules import HouseRules

PEOPLE = 2
CLASSES: tuple[tuple[str, Side, tuple[str, ...], int], ...] = (  # kinds that are put up, and how many people confirm
    ("confirmed_with_the_laws", "good", ("reporting", "law"), 2),
    ("confirmed_without_the_laws", "broken", ("reporting",), 2),
    ("confirmed_by_one", "broken", ("law",), 1),
    ("no_rule_is_up", "blind", (), 0),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    for name, side, kinds, confirming in CLASSES:
        fixture = f"{len(kinds)} rules, {PEOPLE} people, {confirming} of whom read and answer"
        yield Scene(name, side, fixture, (_confirmed(name, kinds, confirming),))


def _confirmed(name: str, kinds: tuple[str, ...], confirming: int) -> Observation:
    from datetime import date

    from rempart.people.actions.confirm_house_rule import confirm
    from rempart.people.actions.put_house_rule import put_rule
    from rempart.people.actions.tell_house_rules import tell_house_rules
    from rempart.people.core.house_rule import Draft, HouseKind, Wording

    here = firm(name)
    accounts = [learner(here, name, number) for number in range(PEOPLE)]
    for kind in kinds:
        words = Wording(f"Rule: {kind}", "Call 22 at once.", "Whom do you call?", "22, at once", ("Nobody",))
        version = put_rule(here.owner, here.organisation, HouseKind(kind), Draft(date(2026, 11, 2), {"en": words}))
        for account in accounts[:confirming]:
            confirm(account, version, "en", "22, at once")
    tell_house_rules(here.organisation)
    return told(here, HouseRules)[0]


UNIT = Measure("people_house_rules", (HouseRules,), tuple(name for name, *_ in CLASSES), scenes)
