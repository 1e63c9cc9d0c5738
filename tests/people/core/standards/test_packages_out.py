"""Our lessons as packages: the same bytes each time, read back by our own reader, with everything they need in them."""

import hashlib
import io
import json
import re
import zipfile

import pytest

from rempart.people.core.lesson import Lesson
from rempart.people.core.library import lessons
from rempart.people.core.standards.course import Kind
from rempart.people.core.standards.package_out import WORDS, package_of
from rempart.people.core.standards.unpack import Opened


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", list(lessons()))
def test_it_is_reproducible_and_whole(name: str, kind: Kind) -> None:
    made = package_of(lessons()[name], kind)
    assert made == package_of(dict(reversed(lessons()[name].items())), kind)
    course = Opened(io.BytesIO(made)).course()
    assert course.kind is kind
    assert course.title == lessons()[name]["en"].title
    assert [part.path for part in course.parts] == ["index.html"]
    if kind is not Kind.CMI5:
        assert course.minutes == lessons()[name]["en"].minutes


def whole(found: dict[str, Lesson]) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(package_of(found, Kind.SCORM12))) as packed:
        text = packed.read("lesson.js").decode()
    read: dict[str, object] = json.loads(text.removeprefix("window.LESSON = ").rstrip(";\n"))
    return read


def test_nothing_comes_from_elsewhere_and_nothing_is_markup() -> None:
    name, found = next(iter(lessons().items()))
    with zipfile.ZipFile(io.BytesIO(package_of(found, Kind.SCORM12))) as packed:
        assert {one.date_time for one in packed.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        for path in ("index.html", "player.css", "player.js", "told.js"):
            text = packed.read(path).decode()
            assert not re.search(r"(?:src|href)=\"(?:https?:)?//|url\(|@import|innerHTML|eval\(", text), path
    said = whole(dict(found))
    assert set(said["texts"]) == {"en", "fr", "zh"}  # type: ignore[call-overload]
    assert name


def test_one_language_alone() -> None:
    found = next(iter(lessons().values()))
    assert list(whole({"fr": found["fr"]})["texts"]) == ["fr"]  # type: ignore[call-overload]


def test_the_words_are_the_same_ones_in_each_language() -> None:
    slots = {
        language: {key: sorted(re.findall(r"{\w+}", text)) for key, text in WORDS[language].items()}
        for language in WORDS
    }
    assert slots["en"] == slots["fr"] == slots["zh"]
    assert hashlib.sha256(package_of(next(iter(lessons().values())), Kind.CMI5)).hexdigest()
