"""Lessons that an organisation writes: begun, saved, checked, published, withdrawn. Every text is kept as a version."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rempart.channel.standing import Standings
from rempart.directory.actions.action import action, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.core.library import LESSONS, lessons
from rempart.people.core.own_lesson import Looked, frame, look, tidy, together
from rempart.people.core.page_text import MAX_BYTES
from rempart.people.store.authoring import MOST_LESSONS, MOST_VERSIONS, OwnLesson, OwnText, OwnVersion
from rempart.people.store.library import lessons_of
from rempart.registry.discover import across_areas
from rempart.registry.written import LANGUAGES, written
from rempart.terms.scope import Subject

FIRST_ORDER = 500  # one's own stand after those that ship, which have two digits
PLACED = re.compile(r"^order[ ]*=.*$", re.MULTILINE)


class TooMany(Exception):
    """There are as many lessons of one's own as there may be."""


class There(Exception):
    """The organisation has a lesson of its own in that one's place already."""


class Unreadable(Exception):
    """No text that can be kept: longer than the limit, or with characters that no text has."""


class Changed(Exception):
    """Somebody saved since: `row` is as it stands now. What was sent is not written over it."""

    def __init__(self, row: OwnText) -> None:
        super().__init__(row.uid)
        self.row = row


class Faulty(Exception):
    """It is not published while something stands against it: `by_language` and `whole` say what."""

    def __init__(self, by_language: Mapping[str, Looked], whole: Sequence[str]) -> None:
        super().__init__()
        self.by_language, self.whole = by_language, tuple(whole)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a lesson begins with: `texts` by language, else the lesson that ships, else an empty frame. `in_place`: for
    the place of the shipped one, under its id."""

    languages: tuple[str, ...]
    shipped: str = ""
    in_place: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)


def begin_own(actor: Account, organisation: Organisation, wish: Beginning) -> OwnLesson:
    """Raises KeyError for what is not there to begin from, Unreadable, TooMany, There."""
    chosen = [one for one in LANGUAGES if one in {*wish.languages, *wish.texts}]
    if not chosen or (wish.in_place and not wish.shipped):
        raise KeyError("languages")
    texts = {
        **(_shipped(wish.shipped) if wish.shipped else {}),
        **{name: kept(one) for name, one in wish.texts.items()},
    }
    with action(actor, organisation, Permission.AUTHOR) as record:
        mine = OwnLesson.objects.filter(organisation=organisation)
        if mine.count() >= MOST_LESSONS:
            raise TooMany
        name = wish.shipped if wish.in_place else f"own_{secrets.token_hex(4)}"
        if mine.filter(name=name).exists():
            raise There
        order = FIRST_ORDER + mine.count()
        row = OwnLesson.objects.create(organisation=organisation, name=name, languages=chosen)
        for language in chosen:
            text = texts.get(language) or frame(order, _year())
            _begin_text(row, language, PLACED.sub(f"order = {order}", text, count=1) if is_beside(wish) else text)
        record.event(events.WRITING_BEGUN, Subject("lesson", name), {"lesson": name, "from": wish.shipped})
    return row


def is_beside(wish: Beginning) -> bool:
    """A copy that stands beside the lesson it was made from asks for a place of its own."""
    return bool(wish.shipped) and not wish.in_place


def kept(text: str) -> str:
    """Tidied. Raises Unreadable."""
    tidied = tidy(text)
    try:
        if len(tidied.encode()) > MAX_BYTES or "\0" in tidied:
            raise Unreadable
    except UnicodeEncodeError as bad:
        raise Unreadable from bad
    return tidied


def _year() -> int:
    return datetime.now(UTC).year


def _shipped(name: str) -> dict[str, str]:
    if name not in lessons():
        raise KeyError(name)
    return {one.language: one.data.decode() for one in written(LESSONS) if one.id == name}


def _begin_text(row: OwnLesson, language: str, text: str) -> OwnText:
    at = now_ms()
    made = OwnText.objects.create(
        organisation=row.organisation, lesson=row, language=language, text=text, saved_ms=at
    )  # fmt: skip
    OwnVersion.objects.create(organisation=row.organisation, written=made, number=1, text=text, saved_ms=at)
    return made


def add_language(actor: Account, row: OwnLesson, language: str) -> OwnText:
    """From now on the lesson is to have it too; there already it is found. Raises KeyError."""
    if language not in LANGUAGES:
        raise KeyError(language)
    with action(actor, row.organisation, Permission.AUTHOR) as record:
        row.refresh_from_db()
        held = OwnText.objects.filter(lesson=row, language=language).first()
        if held is None:
            held = _begin_text(row, language, frame(FIRST_ORDER, _year()))
            row.languages = [one for one in LANGUAGES if one in {*row.languages, language}]
            row.save(update_fields=["languages"])
        record.event(events.WRITING_SAVED, Subject("lesson", row.name), _body(held))
    return held


def save_text(actor: Account, row: OwnText, text: str, base: int) -> OwnText:
    """`base` is the number that the author began from. Raises Unreadable, Changed."""
    sent = kept(text)
    with action(actor, row.organisation, Permission.AUTHOR) as record:
        here = OwnText.objects.select_related("lesson", "organisation").get(pk=row.pk)
        if here.number != base and here.text != sent:
            raise Changed(here)
        if here.text != sent:
            here.text, here.number, here.saved_ms = sent, here.number + 1, now_ms()
            here.save(update_fields=["text", "number", "saved_ms"])
            OwnVersion.objects.create(
                organisation=here.organisation, written=here, number=here.number, text=sent, saved_ms=here.saved_ms
            )
            _thin(here)
        record.event(events.WRITING_SAVED, Subject("lesson", here.lesson.name), _body(here))
    return here


def _thin(row: OwnText) -> None:
    """The oldest go; the published one stays."""
    held = OwnVersion.objects.filter(written=row, is_published=False).order_by("-number")
    old = list(held.values_list("pk", flat=True)[MOST_VERSIONS:])
    OwnVersion.objects.filter(pk__in=old).delete()


def looked_at(row: OwnLesson) -> dict[str, Looked]:
    """Every language of it, by itself."""
    texts = OwnText.objects.filter(lesson=row).order_by("language")
    return {one.language: look(row.name, one.language, one.text, is_known) for one in texts}


def against(row: OwnLesson, looked: Mapping[str, Looked]) -> list[str]:
    """What stands against the languages together. A lesson in whose place it stands may share its words."""
    found = {language: one.lesson for language, one in looked.items() if one.lesson is not None}
    others = [
        one for name, languages in lessons_of(row.organisation).items() if name != row.name for one in languages.values()
    ]  # fmt: skip
    return together(found, row.languages, others)


def check_own(actor: Account, row: OwnLesson) -> tuple[dict[str, Looked], list[str]]:
    """What is to be put right; a language without a fault counts as checked, in the version that was looked at."""
    with action(actor, row.organisation, Permission.AUTHOR) as record:
        looked = looked_at(row)
        whole = against(row, looked)
        for text in OwnText.objects.filter(lesson=row):
            if not looked[text.language].faults:
                OwnText.objects.filter(pk=text.pk).update(checked=text.number)
        count = len(whole) + sum(len(one.faults) for one in looked.values())
        record.event(events.WRITING_CHECKED, Subject("lesson", row.name), {"lesson": row.name, "faults": count})
    return looked, whole


def publish_own(actor: Account, row: OwnLesson) -> None:
    """All its languages at once, so that they never differ for learners. Raises Faulty."""
    with action(actor, row.organisation, Permission.AUTHOR) as record:
        looked = looked_at(row)
        whole = against(row, looked)
        if whole or any(one.faults for one in looked.values()):
            raise Faulty(looked, whole)
        OwnVersion.objects.filter(written__lesson=row).update(is_published=False)
        for text in OwnText.objects.filter(lesson=row):
            OwnVersion.objects.filter(written=text, number=text.number).update(is_published=True)
            OwnText.objects.filter(pk=text.pk).update(checked=text.number)
        OwnLesson.objects.filter(pk=row.pk).update(published_ms=now_ms(), withdrawn_ms=None)
        record.event(events.WRITING_PUBLISHED, Subject("lesson", row.name), {"lesson": row.name})


def withdraw_own(actor: Account, row: OwnLesson) -> None:
    """Nobody begins it any more; whoever is in the middle may finish, and hours stay."""
    with action(actor, row.organisation, Permission.AUTHOR) as record:
        OwnLesson.objects.filter(pk=row.pk, withdrawn_ms=None).update(withdrawn_ms=now_ms())
        record.event(events.WRITING_WITHDRAWN, Subject("lesson", row.name), {"lesson": row.name})


def remove_own(actor: Account, row: OwnLesson) -> bool:
    """A draft that nobody ever learnt from. Was it one?"""
    with action(actor, row.organisation, Permission.AUTHOR) as record:
        gone, _ = OwnLesson.objects.filter(pk=row.pk, published_ms=None).delete()
        body = {"lesson": row.name, "what": "removed" if gone else "kept"}
        record.event(events.WRITING_REMOVED, Subject("lesson", row.name), body)
    return bool(gone)


def _body(row: OwnText) -> dict[str, object]:
    return {"lesson": row.lesson.name, "language": row.language, "number": row.number}


def is_known(kind: str, name: str) -> bool:
    """Does the level model have that control, or threat?"""
    for model in across_areas("rempart", "web.standings", Standings).values():
        try:
            (model.title if kind == "control" else model.threat)(name, "en")
        except KeyError:
            continue
        return True
    return False
