"""Figures of a programme by fixed groups, told anew once a week at most: no single step of anybody shows in them."""

from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.people.core.group_figures import is_too_near, rounded, shown
from rempart.people.core.knowledge import known
from rempart.people.core.programme_progress import Progress
from rempart.people.store.knowledge import Tests, first_tests
from rempart.people.store.library import lessons_of
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
    state, tests = _state(row), first_tests(row.organisation)
    groups = []
    for name, held in sorted(members.items()):
        accounts = {account for account in held.values() if account is not None}
        groups.append({**_group(row, name, held, state), "knowledge": _knowledge(row, name, accounts, tests)})
    return {"why": "", "groups": groups}


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


def _state(row: Programme) -> dict[int, Progress]:
    """Of each account that enrolled: how far is it?"""
    rows = Enrolment.objects.filter(programme=row).select_related("programme__organisation", "account")
    written = lessons_of(row.organisation).keys()
    return {one.account_id: progress_of(one, written) for one in rows}


def _group(row: Programme, name: str, held: dict[int, int | None], state: dict[int, Progress]) -> dict[str, Any]:
    seed, size = bytes.fromhex(row.seed), len(held)
    enrolled = sum(account in state for account in held.values() if account is not None)
    here = [state[account] for account in held.values() if account in state]
    hours = sum(one.minutes for one in here) // 60
    return {
        "group": name, "people": size, "enrolled": shown(enrolled, size, seed, row.uid, name, "enrolled"),
        "at_the_end": shown(sum(one.is_at_its_end for one in here), size, seed, row.uid, name, "ended"),
        "hours": rounded(hours, seed, row.uid, name, "hours"),
    }  # fmt: skip


def _knowledge(row: Programme, name: str, accounts: set[int], tests: Tests) -> dict[str, int | None]:
    """Percent of right answers by round: each moves only when a whole step of people more has taken the test, and is
    rounded at random. None while fewer of the group than the smallest size have."""
    seed, found = bytes.fromhex(row.seed), {}
    for round_, shares in tests.items():
        one = known(round_, [share for account, share in shares.items() if account in accounts])
        is_told = one.share is not None and one.people >= row.minimum_team
        percent = round((one.share or 0.0) * 100)
        found[str(round_)] = min(100, rounded(percent, seed, row.uid, name, round_)) if is_told else None
    return found
