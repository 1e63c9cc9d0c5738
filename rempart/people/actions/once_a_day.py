"""Tell the record about one organisation whose last word on a subject is a day old. Two workers tell it once."""

from collections.abc import Callable

from django.db.models import QuerySet

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation
from rempart.people.store.models import School
from rempart.terms.duration import DAY_S

EVERY_MS = DAY_S * 1_000


def tell_next(waiting: QuerySet[Organisation], told: str, tell: Callable[[School], None]) -> bool:
    """The next of those that `waiting` holds; `told` is School's column with the moment of the last word. True when there
    was one."""
    moment = now_ms()
    before = moment - EVERY_MS
    for organisation in waiting.exclude(**{f"school__{told}__gt": before}).distinct():
        school, _ = School.objects.get_or_create(organisation=organisation)
        mine = School.objects.filter(pk=school.pk, **{told: getattr(school, told), f"{told}__lte": before})
        if mine.update(**{told: moment}) == 1:
            tell(school)
            return True
    return False
