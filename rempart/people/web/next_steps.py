"""What waits for a member in learning: a rule of the house that is not confirmed yet."""

from django.http import HttpRequest

from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.people.actions.confirm_house_rule import fresh
from rempart.people.store.house_rules import newest


def rule_waits(request: HttpRequest) -> bool:
    """Everybody is asked, also whoever put it up."""
    account = fence.account(request)
    return any(fresh(account, row) is None for row in newest(fence.tenant(request)))


STEPS = (NextStep(40, "house_rules", rule_waits),)
