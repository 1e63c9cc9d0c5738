"""What points can be had for in the demo, and one plan; points themselves come from what is done there, never by hand."""

from typing import Any

PRIZES = (("Earphones", 300, 4_900, 3), ("A month at the gym", 200, 3_500, 5), ("A voucher for lunch", 80, 1_500, 20))
BUDGET_MINOR = 60_000


def offer(organisation: Any, owner: Any, learner: Any) -> None:
    """A budget, three prizes, and the plan of somebody who pays invoices on the telephone."""
    from rempart.people.actions.make_plan import make_plan
    from rempart.people.actions.prizes import offer_prize, set_budget
    from rempart.people.core.self_check import questions

    set_budget(owner, organisation, BUDGET_MINOR)
    for name, points, value_minor, stock in PRIZES:
        offer_prize(owner, organisation, name=name, points=points, value_minor=value_minor, stock=stock)
    answers = {one.id: one.options[0].id for one in questions()}
    make_plan(learner, organisation, {**answers, "payments": "often", "phone": "both", "sign_in": "memory"})
