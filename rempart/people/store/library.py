"""Lessons as one organisation has them: those that ship, and its own that are published, in their place or beside them."""

from functools import lru_cache

from rempart.directory.store.models import Organisation
from rempart.people.core import shelves
from rempart.people.core.lesson import Lesson
from rempart.people.core.lesson_text import read
from rempart.people.core.library import Shelf, lessons
from rempart.people.core.page_text import BadText
from rempart.people.store.authoring import OwnVersion

HELD = 512  # editions held in memory once read; each is some 100 KB


def lessons_of(organisation: Organisation) -> Shelf:
    """By id in their order, then by language; one's own after those that ship, unless it stands in the place of one."""
    return {**lessons(), **own_of(organisation)}


def own_of(organisation: Organisation, *, with_withdrawn: bool = False) -> Shelf:
    """Those that the organisation wrote and published."""
    rows = OwnVersion.objects.filter(written__lesson__organisation=organisation, is_published=True)
    rows = rows if with_withdrawn else rows.filter(written__lesson__withdrawn_ms=None)
    named = rows.order_by("written__lesson__pk", "written__language")
    found: dict[str, dict[str, Lesson]] = {}
    for uid, name, language in named.values_list("uid", "written__lesson__name", "written__language"):
        if (lesson := _edition(uid, name, language)) is not None:
            found.setdefault(name, {})[language] = lesson
    return dict(sorted(found.items(), key=lambda item: min(one.order for one in item[1].values())))


def lesson_of(organisation: Organisation, name: str, language: str) -> Lesson | None:
    """None for an unknown one, and for one that was withdrawn."""
    return shelves.in_language(lessons_of(organisation), name, language)


def lesson_ever(organisation: Organisation, name: str, language: str) -> Lesson | None:
    """Also one that was withdrawn: whoever is in the middle of it goes on, and hours keep their title."""
    whole = {**own_of(organisation, with_withdrawn=True), **lessons_of(organisation)}
    return shelves.in_language(whole, name, language)


@lru_cache(HELD)
def _edition(uid: str, name: str, language: str) -> Lesson | None:
    """A version never changes, so it is read once. None for one that today's grammar refuses."""
    text = OwnVersion.objects.filter(uid=uid).values_list("text", flat=True).first()
    try:
        return None if text is None else read(name, language, text.encode())
    except BadText:
        return None
