"""A lesson of one's own is told what is wrong, with the line; hostile text costs little and shows nothing of itself."""

import time

import pytest

from rempart.people.core.fault import SCENE, fault, line_of
from rempart.people.core.library import LESSONS, lessons
from rempart.people.core.own_lesson import frame, look, tidy, together
from rempart.people.core.page_text import MAX_BYTES
from rempart.registry.written import written

QUICK_S = 5.0  # a hostile text of the full size, on a busy machine; an exponential reading would take hours


def known(kind: str, name: str) -> bool:
    return name != "no_such_control"


def shipped(language: str = "en") -> str:
    return next(one.data.decode() for one in written(LESSONS) if one.language == language)


NAME = next(iter(lessons()))


def test_a_lesson_that_ships_has_no_fault() -> None:
    first = next(one for one in written(LESSONS))
    found = look(first.id, first.language, first.data.decode(), known)
    assert found.lesson is not None
    assert found.faults == ()
    assert found.minutes is not None
    assert 17 <= found.minutes <= 24


def test_a_frame_can_be_read_and_says_all_that_is_missing() -> None:
    found = look("own_x", "en", frame(500, 2026), known)
    assert found.lesson is not None
    assert all(one.line > 0 for one in found.faults)
    assert any("decisions" in one.sentence for one in found.faults)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# Tomorrow", "# Morgen", "in this order"),
        ("minutes = 20", "minutes = 60", "minutes is 20"),
        ('threats = ["', 'controls = ["no_such_control"]\n#', "no_such_control"),
        ("- [good]", "- [grand]", "a choice reads"),
    ],
)
def test_each_fault_names_its_line(old: str, new: str, expected: str) -> None:
    text = shipped().replace("controls = ", "# controls = ") if "control" in new else shipped()
    text = text.replace(old, new, 1)
    said = [one for one in look("own_x", "en", text, known).faults if expected in one.sentence]
    assert said
    if expected != "in this order":
        assert text.split("\n")[said[0].line - 1].startswith(new.split("\n")[0][:9])


def test_a_fault_knows_its_place_and_a_template_is_never_taken_from_a_text() -> None:
    made = fault("scene {scene}: no choice is good", (SCENE, "{0.__class__}"), scene="{0.__class__}")
    assert made == "scene {0.__class__}: no choice is good"
    assert line_of(made, "# Story\n## {0.__class__}\nx") == 2
    assert line_of("a plain sentence", "x") == 0


def test_languages_that_are_missing_and_words_of_another_lesson_are_told() -> None:
    here = lessons()[NAME]["en"]
    assert together({"en": here}, ["en"], []) == []
    assert together({"en": here}, ["en", "fr"], []) == ["fr is missing"]
    told = together({"en": here}, ["en"], [here])
    assert len(told) == 1
    assert "share 100%" in told[0]
    fr = lessons()[NAME]["fr"]
    assert together({"fr": fr}, ["fr"], []) == []  # a house that speaks French alone
    other = next(one for name, one in lessons().items() if name != NAME)["zh"]
    assert any("differ from fr" in one for one in together({"fr": fr, "zh": other}, ["fr", "zh"], []))


HEAD = '+++\ntitle = "t"\nsummary = "s"\norder = 1\nminutes = 20\nbegins = "s0"\nsituation = "x"\n+++\n'
DECISIONS = "".join(
    f"## s{n}\nx\n### y\n- [good] a -> s{n + 1}\n  b\n- [poor] c -> s{n + 1}\n  d\n" for n in range(10_000)
)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "# Story\n" + DECISIONS + "# Tomorrow\n# Questions\n",
        HEAD + "# Story\n" + DECISIONS[: MAX_BYTES - 300] + "\n# Tomorrow\n# Questions\n",
        HEAD + "# Story\n" + "## a\n" * 12_000 + "# Tomorrow\n# Questions\n",
        "+++\n" + "a." * 30_000 + "a = 1\n+++\n",
        "+++\n" + "a = " + "[" * 60_000 + "\n+++\n",
        "+++\n" + "[[a]]\n" * 10_000 + "+++\n",
        "+++\n" * 15_000,
        HEAD + "# Story\n## s0\n" + "> " * 30_000,
        HEAD + "# Story\nlost words\n## s0\n# Tomorrow\n# Questions\n",
        HEAD + "# Story\n## s0\n<script>alert(1)</script>\n# Tomorrow\n# Questions\n",
        "\ud800" * 10,
        "x" * 3_000_000,
    ],
    ids=[
        "10000",
        "full",
        "scenes",
        "dotted",
        "nested",
        "tables",
        "fences",
        "quotes",
        "lost",
        "script",
        "surrogates",
        "giant",
    ],
)
def test_hostile_text_is_bounded_and_refused_with_a_sentence(text: str) -> None:
    before = time.process_time()
    found = look("own_x", "en", tidy(text), known)
    assert time.process_time() - before < QUICK_S
    assert found.lesson is None
    assert found.faults[0].sentence
    assert len(found.faults) < 50


def test_line_ends_of_any_editor_are_one() -> None:
    assert tidy("\ufeffa\r\nb \rc\t\n") == "a\nb\nc\n"
