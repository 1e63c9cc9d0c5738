"""What waits for a member in learning: a rule of the house that is not confirmed yet."""

from django.http import HttpRequest

from rempart.directory.actions.action import now_ms
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.people.store.house_rules import waiting_for


def rule_waits(request: HttpRequest) -> bool:
    """Everybody is asked, also whoever put it up."""
    return bool(waiting_for(fence.account(request), fence.tenant(request), now_ms()))


STEPS = (NextStep(40, "house_rules", rule_waits),)
