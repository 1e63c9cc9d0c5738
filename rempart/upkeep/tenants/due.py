"""Organisations whose days of grace are over."""

from pathlib import Path

from rempart.channel.settle import settle
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.close_organisation import CannotClose
from rempart.directory.store.closures import Closure
from rempart.directory.store.models import Organisation
from rempart.upkeep.tenants.delete import Deleted, delete


def carry_out(state: Path, organisation: Organisation) -> Deleted:
    """Everything acknowledged gets its place first: the checkpoint that stays covers it. Raises CannotClose."""
    settle(state)
    done = delete(state, organisation)
    settle(state)
    return done


def delete_due(state: Path) -> int:
    """All that are due and that no hold keeps; how many."""
    count = 0
    due = Closure.objects.filter(why=Closure.DELETING, due_ms__lte=now_ms())
    for closure in due.select_related("organisation").order_by("pk"):
        try:
            carry_out(state, closure.organisation)
        except CannotClose:
            continue  # a hold came meanwhile: looked at again within the hour
        count += 1
    return count
