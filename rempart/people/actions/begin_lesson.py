"""Begin a lesson, or go on with it: whoever belongs to an organisation may learn there."""

from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.core.lesson import Lesson
from rempart.people.core.library import form_of
from rempart.people.store.models import Attempt
from rempart.terms.scope import Subject


def begin_lesson(account: Account, organisation: Organisation, lesson: Lesson) -> Attempt:
    """The one that is under way and still fits, else a new one."""
    with own_action(account, organisation) as record:
        mine = Attempt.objects.filter(account=account, organisation=organisation, lesson=lesson.id, ended_ms=None)
        form = form_of(lesson)
        if (here := mine.filter(form=form).order_by("-pk").first()) is not None:
            record.event(events.LESSON_RESUMED, Subject("lesson", lesson.id), {"lesson": lesson.id})
            return here
        mine.delete()  # of a lesson that was changed since: its steps lead nowhere
        made = Attempt.objects.create(
            account=account,
            organisation=organisation,
            lesson=lesson.id,
            form=form,
            begun_ms=(at := now_ms()),
            shown_ms=at,
        )
        record.event(events.LESSON_BEGUN, Subject("lesson", lesson.id), {"lesson": lesson.id})
    return made
