"""Tests that count, of one organisation, by round: each person's first in it."""

from rempart.directory.store.models import Organisation
from rempart.people.core.exam import Round
from rempart.people.core.knowledge import Known, known
from rempart.people.store.plan import Exam


def knowledge(organisation: Organisation) -> list[Known]:
    """Before, after lessons, three months later."""
    rows = Exam.objects.filter(organisation=organisation, ended_ms__isnull=False, is_hurried=False, asked__gt=0)
    found = []
    for one in Round:
        first: dict[int, float] = {}
        here = rows.filter(round=one).order_by("ended_ms", "pk").values_list("account", "right", "asked")
        for account, right, asked in here:
            first.setdefault(account, right / asked)
        found.append(known(one, list(first.values())))
    return found
