"""A question that comes again is answered: right goes a box on, wrong begins again."""

from rempart.directory.actions.action import now_ms
from rempart.people.core.lesson import Question
from rempart.people.core.repetition import due_ms, next_box
from rempart.people.store.models import Card


def repeat_question(card: Card, question: Question, place: int) -> bool:
    """Was it right? Sent twice it counts once; what was answered first stands. Raises IndexError for no such answer."""
    if place < 0:
        raise IndexError(place)
    is_right = question.answers[place].is_right
    box = next_box(card.box, is_right=is_right)
    mine = Card.objects.filter(pk=card.pk, asked=card.asked)
    mine.update(box=box, due_ms=due_ms(box, now_ms()), asked=card.asked + 1)
    return is_right
