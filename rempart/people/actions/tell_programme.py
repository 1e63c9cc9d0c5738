"""Figures of a programme by fixed groups, told anew once a week at most: no single step of anybody shows in them."""

from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.people.core.group_figures import is_too_near, shown
from rempart.people.store.programme import Counted, Enrolment, Programme
from rempart.people.store.programme_standing import progress_of
from rempart.terms.duration import DAY_S

EVERY_MS = 7 * DAY_S * 1_000
LOOK_BACK_MS = 366 * DAY_S * 1_000  # programmes opened within a year are compared


def tell_one() -> bool:
    """One open programme whose figures are a week old; True when there was one."""
    moment = now_ms()
    waiting = Programme.objects.filter(
        opened_ms__lte=moment - EVERY_MS, figures_ms__lte=moment - EVERY_MS, organisation__closure=None
    )
    row = waiting.exclude(state=Programme.ENDED, figures_ms__gt=0).order_by("figures_ms", "pk").first()
    if row is None:
        return False
    mine = Programme.objects.filter(pk=row.pk, figures_ms=row.figures_ms)
    mine.update(figures=figures_of(row), figures_ms=moment)
    return True


def figures_of(row: Programme) -> dict[str, Any]:
    """`why` says in one word why there is nothing: small, near."""
    members: dict[str, dict[int, int | None]] = {}
    for person, group, account in Counted.objects.filter(programme=row).values_list(
        "person", "group", "person__account"
    ):
        members.setdefault(group, {})[person] = account
    everybody = {person for group in members.values() for person in group}
    if len(everybody) < row.minimum_team or any(len(one) < row.minimum_team for one in members.values()):
        members = {"": {p: a for group in members.values() for p, a in group.items()}}
    if len(everybody) < row.minimum_team:
        return {"why": "small", "groups": []}
    if any(is_too_near([*members.values(), everybody], one, row.minimum_team) for one in _others(row)):
        return {"why": "near", "groups": []}
    state = _state(row)
    return {"why": "", "groups": [_group(row, name, held, state) for name, held in sorted(members.items())]}


def _others(row: Programme) -> list[list[set[int]]]:
    """Groups of each programme that was opened before this one, and not longer ago than a year."""
    since = (row.opened_ms or 0) - LOOK_BACK_MS
    before = Programme.objects.filter(organisation=row.organisation, opened_ms__gt=since, opened_ms__lte=row.opened_ms)
    found = []
    for other in before.exclude(pk=row.pk).filter(pk__lt=row.pk):
        groups: dict[str, set[int]] = {}
        for person, group in Counted.objects.filter(programme=other).values_list("person", "group"):
            groups.setdefault(group, set()).add(person)
        found.append([*groups.values(), {one for held in groups.values() for one in held}])
    return found


def _state(row: Programme) -> dict[int, bool]:
    """Of each account that enrolled: is it at its end?"""
    rows = Enrolment.objects.filter(programme=row).select_related("programme__organisation", "account")
    return {one.account_id: progress_of(one).is_at_its_end for one in rows}


def _group(row: Programme, name: str, held: dict[int, int | None], state: dict[int, bool]) -> dict[str, Any]:
    seed, size = bytes.fromhex(row.seed), len(held)
    enrolled = sum(account in state for account in held.values() if account is not None)
    ended = sum(state.get(account, False) for account in held.values() if account is not None)
    return {
        "group": name, "people": size, "enrolled": shown(enrolled, size, seed, row.uid, name, "enrolled"),
        "at_the_end": shown(ended, size, seed, row.uid, name, "ended"),
    }  # fmt: skip
