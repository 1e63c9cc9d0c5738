"""What a person learnt goes with the account, also when a restore brought it back; seats go to whoever waits."""

from rempart.people.actions.package_tidy import erase_packages
from rempart.people.actions.session_seat import move_up
from rempart.people.store.certificates import Certificate
from rempart.people.store.house_rules import Confirmation
from rempart.people.store.models import Attempt, Card
from rempart.people.store.plan import Exam, PlanItem, SelfCheck
from rempart.people.store.points import Earned, Purse, Star, Wish
from rempart.people.store.programme import Enrolment, LearnerChoice, Seat, Session


def on_erasure(uids: list[str]) -> None:
    """The account's row stays, and these hang on it."""
    for model in (
        Attempt,
        Card,
        SelfCheck,
        PlanItem,
        Exam,
        Earned,
        Purse,
        Star,
        Enrolment,
        LearnerChoice,
        Confirmation,
    ):
        model.objects.filter(account__uid__in=uids).delete()
    for kept in (Wish, Certificate):  # counts and signatures that then name nobody
        kept.objects.filter(account__uid__in=uids).update(account=None)
    seats = Seat.objects.filter(account__uid__in=uids)
    left = list(Session.objects.filter(seat__in=seats).distinct().order_by("pk"))
    seats.delete()
    for session in left:
        move_up(session)
    erase_packages(uids)
