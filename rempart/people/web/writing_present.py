"""What the pages of writing show: where each language stands, what is to be put right, and a draft as learners would see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from rempart.people.actions.write_lesson import is_known
from rempart.people.core.lesson import Lesson, Source, Weight
from rempart.people.core.own_lesson import Looked, Said, look
from rempart.people.store.authoring import OwnLesson, OwnText, OwnVersion
from rempart.people.web import prose
from rempart.people.web.fault_words import TONGUES, say

STATES: dict[str, tuple[str, Promise]] = {
    "draft": ("", pgettext_lazy("lesson", "draft")),
    "checked": ("info", pgettext_lazy("lesson", "checked")),
    "published": ("ok", pgettext_lazy("lesson", "published")),
    "changed": ("warn", pgettext_lazy("lesson", "published, and changed since")),
    "withdrawn": ("", pgettext_lazy("lesson", "withdrawn")),
}
WEIGHTS: dict[Weight, tuple[str, Promise]] = {
    Weight.GOOD: ("ok", pgettext_lazy("choice", "leads furthest")),
    Weight.FAIR: ("", pgettext_lazy("choice", "leads on")),
    Weight.POOR: ("warn", pgettext_lazy("choice", "leads astray")),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to put right, in words."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One language of a lesson."""

    text: OwnText
    tongue: Promise
    title: str
    kind: str
    state: Promise
    minutes: float | None
    advice: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A choice, or an answer, with what follows from it."""

    text: SafeString
    after: SafeString
    kind: str
    word: Promise | str
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene, or a question."""

    id: str
    text: SafeString
    ask: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole lesson on one page."""

    lesson: Lesson
    scenes: tuple[Shown, ...]
    questions: tuple[Shown, ...]
    tomorrow: tuple[SafeString, ...]
    sources: tuple[tuple[int, Source], ...]


def advice(found: Iterable[Said]) -> tuple[Advice, ...]:
    """By line, what speaks of the whole first."""
    return tuple(Advice(one.line, say(one.sentence)) for one in sorted(found, key=lambda one: one.line))


def looked(name: str, language: str, text: str) -> Looked:
    """A draft that may not have been saved."""
    return look(name, language, text, is_known)


def preview(lesson: Lesson) -> Preview:
    """Every scene in the order of the text; an address that is none of the web's is not a link."""
    numbers = prose.numbers_of(lesson.sources)

    def ways_of(name: str) -> tuple[Way, ...]:
        return tuple(
            Way(prose.inline(one.text, numbers), prose.html(one.consequence, numbers), *WEIGHTS[one.weight], one.goal)
            for one in lesson.scenes[name].choices
        )

    right, wrong = pgettext_lazy("answer", "right"), ""
    asked = tuple(
        Shown(one.id, SafeString(""), one.ask, tuple(
            Way(prose.inline(a.text, numbers), prose.html(a.why, numbers), "ok" if a.is_right else "", right if a.is_right else wrong)
            for a in one.answers
        ))
        for one in lesson.questions
    )  # fmt: skip
    scenes = tuple(
        Shown(one.id, prose.html(one.text, numbers), one.ask, ways_of(one.id)) for one in lesson.scenes.values()
    )
    tomorrow = tuple(prose.inline(one, numbers) for one in lesson.tomorrow)
    return Preview(lesson, scenes, asked, tomorrow, tuple(enumerate(lesson.sources, 1)))


def rows(lesson: OwnLesson, found: Mapping[str, Looked]) -> list[Row]:
    """Its languages."""
    texts = OwnText.objects.filter(lesson=lesson).select_related("lesson").order_by("language")
    published = dict(
        OwnVersion.objects.filter(written__lesson=lesson, is_published=True).values_list("written__language", "number")
    )
    return [_row(text, found[text.language], published.get(text.language)) for text in texts]


def _row(text: OwnText, found: Looked, published: int | None) -> Row:
    state = state_of(text, published)
    title = found.lesson.title if found.lesson else ""
    return Row(text, TONGUES[text.language], title, *STATES[state], found.minutes, advice(found.faults))


def state_of(text: OwnText, published: int | None) -> str:
    """Draft, checked, published, changed since, or withdrawn."""
    if text.lesson.withdrawn_ms is not None:
        return "withdrawn"
    if published is not None:
        return "published" if published == text.number else "changed"
    return "checked" if text.checked == text.number else "draft"


def title_of(lesson: OwnLesson, language: str) -> str:
    """Of the draft in that language, else of another; its id while none can be read."""
    texts = {one.language: one.text for one in OwnText.objects.filter(lesson=lesson).order_by("language")}
    for name in (language[:2], *texts):
        for line in texts.get(name, "").split("\n", 12)[:12]:
            if line.startswith("title") and line.count('"') >= 2 and (title := line.split('"')[1].strip(" …")):
                return title[:120]
    return lesson.name
