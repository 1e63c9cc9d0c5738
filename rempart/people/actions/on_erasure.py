"""What a person learnt goes with the account, also when a restore brought it back; seats go to whoever waits."""

from rempart.people.actions.session_seat import move_up
from rempart.people.store.models import Attempt, Card
from rempart.people.store.programme import Enrolment, LearnerChoice, Seat, Session


def on_erasure(uids: list[str]) -> None:
    """The account's row stays, and these hang on it."""
    Attempt.objects.filter(account__uid__in=uids).delete()
    Card.objects.filter(account__uid__in=uids).delete()
    Enrolment.objects.filter(account__uid__in=uids).delete()
    LearnerChoice.objects.filter(account__uid__in=uids).delete()
    seats = Seat.objects.filter(account__uid__in=uids)
    left = list(Session.objects.filter(seat__in=seats).distinct().order_by("pk"))
    seats.delete()
    for session in left:
        move_up(session)
