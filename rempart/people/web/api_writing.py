"""The API of an organisation's own lessons: what the pages of writing can."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.people.actions import write_lesson as writing
from rempart.people.core.own_lesson import Looked
from rempart.people.core.page_text import MAX_BYTES
from rempart.people.store.authoring import OwnLesson, OwnText
from rempart.registry.written import LANGUAGES

router = Router(tags=["lessons"])
AUTHOR = Permission.AUTHOR
Language = Literal["en", "fr", "zh"]


class NewLesson(Sent):
    """`shipped` is the lesson to begin with, empty for an empty frame; `in_place`: for its place, under its id. `texts`
    by language, as files have them."""

    languages: list[Language] = Field(min_length=1, max_length=len(LANGUAGES))
    shipped: str = Field(default="", max_length=40)
    in_place: bool = False
    texts: dict[Language, str] = Field(default_factory=dict)


class NewText(Sent):
    """`base` is the `number` that was read: when somebody saved since, nothing is written."""

    text: str = Field(max_length=MAX_BYTES)
    base: int = Field(ge=0, le=2**31 - 1)


class LessonState(Sent):
    """`published` needs that nothing stands against it; `withdrawn`: nobody begins it any more."""

    state: Literal["published", "withdrawn"]


@router.get("/own-lessons")
@needs(AUTHOR, whole=True)
def all_own(request: HttpRequest) -> dict[str, Any]:
    """Those that the organisation wrote."""
    rows = OwnLesson.objects.filter(organisation=fence.tenant(request)).order_by("pk")
    return {"lessons": [_lesson(row) for row in rows]}


@router.post("/own-lessons", response={201: Any})
@needs(AUTHOR, whole=True)
def begin(request: HttpRequest, sent: NewLesson) -> Answer:
    """Nobody sees it before it is published."""
    wish = writing.Beginning(
        tuple(sent.languages), sent.shipped, sent.in_place, {str(name): text for name, text in sent.texts.items()}
    )
    try:
        row = writing.begin_own(fence.account(request), fence.tenant(request), wish)
    except KeyError as bad:
        raise HttpError(422, "shipped: there is no such lesson to begin with.") from bad
    except writing.There as bad:
        raise HttpError(409, "There is a lesson of your own in its place already.") from bad
    except (writing.TooMany, writing.Unreadable) as bad:
        raise HttpError(422, "There are as many as there may be, or a text is longer than 64 KB.") from bad
    return Status(201, _lesson(row))


@router.get("/own-lessons/{uid}")
@needs(AUTHOR, whole=True)
def one(request: HttpRequest, uid: str) -> dict[str, Any]:
    """With what is to be put right."""
    row = fence.fetch(request, OwnLesson, uid, AUTHOR)
    looked = writing.looked_at(row)
    return {**_lesson(row), **_faults(looked, writing.against(row, looked))}


@router.get("/own-lessons/{uid}/texts/{language}")
@needs(AUTHOR, whole=True)
def text(request: HttpRequest, uid: str, language: Language) -> dict[str, Any]:
    """The draft."""
    row = _text(request, uid, language)
    return {**_number(row), "text": row.text}


@router.put("/own-lessons/{uid}/texts/{language}")
@needs(AUTHOR, whole=True)
def save(request: HttpRequest, uid: str, language: Language, sent: NewText) -> dict[str, Any]:
    """A new version. 409 when somebody saved since `base`: read theirs, then send yours again."""
    row = _text(request, uid, language)
    try:
        return _number(writing.save_text(fence.account(request), row, sent.text, sent.base))
    except writing.Changed as changed:
        raise HttpError(409, f"Somebody saved version {changed.row.number} since. Nothing was written.") from changed
    except writing.Unreadable as bad:
        raise HttpError(422, "text: longer than 64 KB, or with characters that no text has.") from bad


@router.post("/own-lessons/{uid}/check")
@needs(AUTHOR, whole=True)
def check(request: HttpRequest, uid: str) -> dict[str, Any]:
    """What is to be put right; a language without a fault counts as checked."""
    row = fence.fetch(request, OwnLesson, uid, AUTHOR)
    looked, whole = writing.check_own(fence.account(request), row)
    return {**_lesson(row), **_faults(looked, whole)}


@router.put("/own-lessons/{uid}/state")
@needs(AUTHOR, whole=True)
def change(request: HttpRequest, uid: str, sent: LessonState) -> dict[str, Any]:
    """Publishes all languages at once, or withdraws the lesson."""
    row, actor = fence.fetch(request, OwnLesson, uid, AUTHOR), fence.account(request)
    try:
        (writing.publish_own if sent.state == "published" else writing.withdraw_own)(actor, row)
    except writing.Faulty as bad:
        count = len(bad.whole) + sum(len(found.faults) for found in bad.by_language.values())
        raise HttpError(422, f"{count} things are to be put right first: POST …/check says which.") from bad
    row.refresh_from_db()
    return _lesson(row)


@router.delete("/own-lessons/{uid}", response={204: None})
@needs(AUTHOR, whole=True)
def remove(request: HttpRequest, uid: str) -> Answer:
    """A draft that was never published; 409 for any other."""
    row = fence.fetch(request, OwnLesson, uid, AUTHOR)
    if not writing.remove_own(fence.account(request), row):
        raise HttpError(409, "People have learnt from it: withdraw it instead.")
    return Status(204, None)


def _text(request: HttpRequest, uid: str, language: str) -> OwnText:
    lesson = fence.fetch(request, OwnLesson, uid, AUTHOR)
    row = OwnText.objects.filter(lesson=lesson, language=language).select_related("lesson", "organisation").first()
    if row is None:
        raise HttpError(404, "The lesson does not have that language.")
    return row


def _number(row: OwnText) -> dict[str, Any]:
    return {
        "language": row.language, "number": row.number, "saved_at": moment(row.saved_ms),
        "is_checked": row.checked == row.number,
    }  # fmt: skip


def _lesson(row: OwnLesson) -> dict[str, Any]:
    texts = OwnText.objects.filter(lesson=row).order_by("language")
    return {
        "uid": row.uid, "id": row.name, "languages": list(row.languages), "texts": [_number(one) for one in texts],
        "published_at": moment(row.published_ms), "withdrawn_at": moment(row.withdrawn_ms),
    }  # fmt: skip


def _faults(looked: dict[str, Looked], whole: list[str]) -> dict[str, Any]:
    by_language = {
        language: [{"line": said.line, "says": str(said.sentence)} for said in found.faults]
        for language, found in looked.items()
    }
    return {"faults": by_language, "faults_together": [str(said) for said in whole]}
