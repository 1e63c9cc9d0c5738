"""Words of programmes in the language of the page: titles, goals, ways of a session, what is wrong with dates."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from rempart.directory.store.models import Organisation
from rempart.people.actions.send_programme_letters import session_title, title_of
from rempart.people.core.in_languages import said
from rempart.people.core.library import Shelf
from rempart.people.core.planned_lessons import PLANNED
from rempart.people.core.programme_template import templates
from rempart.people.core.shelves import in_language
from rempart.people.store.library import lessons_of
from rempart.people.store.programme import Programme, Session
from rempart.terms.words import OWN_NAMES

WAYS: dict[str, Promise] = {
    "live": pgettext_lazy("session", "live, from your screen"),
    "on_site": pgettext_lazy("session", "on site"),
    "both": pgettext_lazy("session", "live and on site"),
}
STATES: dict[str, Promise] = {
    Programme.DRAFT: pgettext_lazy("programme", "being prepared"),
    Programme.OPEN: pgettext_lazy("programme", "open"),
    Programme.ENDED: pgettext_lazy("programme", "ended"),
}
GOALS: dict[str, Promise] = {
    "knows": pgettext_lazy("goal", "To know"),
    "can": pgettext_lazy("goal", "To be able"),
    "does": pgettext_lazy("goal", "To do every day"),
}
LANGUAGES = tuple(OWN_NAMES.items())
WRONG_DATES: dict[str, tuple[str, Promise]] = {
    "order": ("ends_on", gettext_lazy("The last day comes after the first one.")),
    "long": ("ends_on", gettext_lazy("A programme lasts 400 days at most.")),
    "enrol": ("enrol_until", gettext_lazy("Enrolment ends with the programme at the latest.")),
    "early": ("early_until", gettext_lazy("Before the first day, and no later than enrolment ends.")),
    "culture": ("culture_from", gettext_lazy("The culture week lies within the programme.")),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One lesson of a path; `is_there` False = not written yet."""

    id: str
    title: str
    is_there: bool
    is_done: bool = False


def language() -> str:
    """Of the page."""
    return (get_language() or "en")[:2]


def title(programme: Programme) -> str:
    """In the language of the page."""
    return title_of(programme, language())


def goals(programme: Programme) -> Iterator[tuple[Promise, str]]:
    """Those that are said: one's own words, else the template's."""
    found = templates().get(programme.template)
    for name, word in GOALS.items():
        text = getattr(programme, name) or (said(found.goals[name], language()) if found else "")
        if text:
            yield word, text


def about(session: Session) -> str:
    """What it is about; empty where nobody said."""
    found = templates().get(session.programme.template)
    planned = found.session(session.key) if found else None
    return session.about or (said(planned.about, language()) if planned else "")


def meeting(session: Session) -> str:
    """Its title."""
    return session_title(session, language())


def lesson_title(name: str, shelf: Shelf) -> str:
    """Of a lesson that is written, or planned; its id for one that is neither."""
    found = in_language(shelf, name, language())
    if found is not None:
        return found.title
    return said(PLANNED[name], language()) if name in PLANNED else name


def stops(organisation: Organisation, path: list[str], done: set[str]) -> list[Stop]:
    """A path as a page shows it."""
    shelf = lessons_of(organisation)
    return [Stop(one, lesson_title(one, shelf), one in shelf, one in done) for one in path]
