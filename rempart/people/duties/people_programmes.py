"""A programme whose last day is over ends; figures are told once a week."""

from rempart.channel.duty import Duty
from rempart.people.actions.open_programme import end_one
from rempart.people.actions.tell_programme import tell_one


def turn() -> bool:
    """One of either."""
    return end_one() or tell_one()


UNIT = Duty(id="people_programmes", every_s=300.0, run=turn)
