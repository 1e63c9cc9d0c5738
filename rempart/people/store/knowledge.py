"""Tests that count, of one organisation, by round: each person's first in it."""

from rempart.directory.store.models import Organisation
from rempart.people.core.exam import Round
from rempart.people.core.knowledge import Known, known
from rempart.people.store.plan import Exam

Tests = dict[Round, dict[int, float]]


def first_tests(organisation: Organisation) -> Tests:
    """By round, each account's share of right answers in its first one, the first who took it first."""
    rows = Exam.objects.filter(organisation=organisation, ended_ms__isnull=False, is_hurried=False, asked__gt=0)
    found: Tests = {one: {} for one in Round}
    for one, first in found.items():
        here = rows.filter(round=one).order_by("ended_ms", "pk").values_list("account", "right", "asked")
        for account, right, asked in here:
            first.setdefault(account, right / asked)
    return found


def knowledge(organisation: Organisation) -> list[Known]:
    """Before, after lessons, three months later."""
    return [known(one, list(shares.values())) for one, shares in first_tests(organisation).items()]
