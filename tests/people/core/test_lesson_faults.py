"""What an author is told: each planted fault is found, and a whole lesson has none."""

from dataclasses import replace

import pytest

from rempart.people.core import lesson_faults
from rempart.people.core.lesson import Answer, Choice, Lesson, Question, Scene, Source, Weight
from rempart.people.core.reading import marks, seconds, sentence_length, shared, shingles, tokens

W = Weight
WORDS = "You read the note twice. It asks for a little more time than you have today. "


def scene(number: int, goals: tuple[str, str]) -> Scene:
    """Two choices, the good one at turns first and last, never the longest."""
    good = Choice(W.GOOD, f"Ask number {number}.", goals[0], f"They answer {number}. " + WORDS * 2)
    poor = Choice(W.POOR, f"Wait and see what {number} brings.", goals[1], f"Nothing came of {number}. " + WORDS)
    choices = (good, poor) if number % 2 else (poor, good)
    return Scene(f"s{number}", f"Scene {number}. [src] " + WORDS * 10, "And now?", choices)


def whole() -> Lesson:
    """Seven decisions on each way, three of which part."""
    scenes = {f"s{n}": scene(n, (f"s{n + 1}", f"s{n + 1}")) for n in range(1, 8)}
    for n in (2, 4, 6):
        side = scene(n + 10, (f"s{n + 2}", f"s{n + 2}"))
        scenes[side.id] = side
        main, other = scenes[f"s{n}"].choices
        scenes[f"s{n}"] = replace(scenes[f"s{n}"], choices=(main, replace(other, goal=side.id)))
    scenes["s8"] = Scene("s8", "You go home. " + WORDS)
    asked = tuple(
        Question(f"q{n}", f"Which of these {n}?", tuple(
            Answer(f"{'This' if at == n % 3 else 'That other'} one {at}.", at == n % 3, f"Why {n} {at}. " + WORDS) for at in range(3)
        )) for n in range(5)
    )  # fmt: skip
    source = Source("src", "A report", "An office", "2025-04", "https://office.example/report", "2026-11-22")
    return Lesson(
        "l", "en", "A note", "You can judge a note.", 1, 20, ("AWR-01",), ("T14",), (), (), "s1", "scenario", (), (source,),
        scenes, ("Save a number.", "Ask a colleague.", "Read one rule."), asked,
    )  # fmt: skip


def changed(name: str, **fields: object) -> Lesson:
    lesson = whole()
    return replace(lesson, scenes={**lesson.scenes, name: replace(lesson.scenes[name], **fields)})  # type: ignore[arg-type]


def test_a_whole_lesson_has_no_fault() -> None:
    assert lesson_faults.faults(whole()) == []
    assert 17 <= lesson_faults.minutes(whole()) <= 24


FIRST = whole().scenes["s1"].choices
FAULTY = [
    (replace(whole(), begins="s99"), "no scene s99"),
    (changed("s7", choices=tuple(replace(one, goal="s3") for one in FIRST)), "leads back"),
    (changed("s7", choices=tuple(replace(one, goal="gone") for one in FIRST)), "no such scene"),
    (changed("s3", choices=tuple(replace(one, goal="s8") for one in FIRST)), "decisions"),
    (replace(whole(), scenes={**whole().scenes, "s50": Scene("s50", "Alone.")}), "no choice leads to s50"),
    (changed("s3", choices=tuple(replace(one, weight=W.POOR) for one in whole().scenes["s3"].choices)), "no choice is good"),
    (changed("s3", choices=tuple(replace(one, consequence="So.") for one in whole().scenes["s3"].choices)), "its own"),
    (replace(whole(), tomorrow=("One.",)), "tomorrow has 1"),
    (replace(whole(), title="t" * 71), "71 characters"),
    (replace(whole(), questions=whole().questions[:2]), "2 questions"),
    (replace(whole(), sources=()), "no source"),
    (replace(whole(), sources=(*whole().sources, replace(whole().sources[0], id="other"))), "nothing cites: other"),
    (replace(whole(), sources=(replace(whole().sources[0], date="April"),)), "date is"),
    (replace(whole(), sources=(replace(whole().sources[0], read=""),)), "when it was read"),
    (changed("s8", text="It stops almost everything. " + WORDS), "promises"),
    (changed("s8", text="word " * 9_000), "sentences have"),
    (changed("s8", text=WORDS * 80), "minutes"),
]  # fmt: skip


@pytest.mark.parametrize(("lesson", "why"), FAULTY, ids=[why for _, why in FAULTY])
def test_each_fault_is_told(lesson: Lesson, why: str) -> None:
    assert any(why in told for told in lesson_faults.faults(lesson)), lesson_faults.faults(lesson)


def test_the_place_or_length_of_what_is_right_tells_nothing() -> None:
    lesson = whole()
    first = {
        name: replace(one, choices=tuple(sorted(one.choices, key=lambda choice: choice.weight != W.GOOD)))
        for name, one in lesson.scenes.items()
    }
    assert any("same place" in told for told in lesson_faults.faults(replace(lesson, scenes=first)))
    long = tuple(
        replace(one, answers=tuple(replace(a, text=a.text + " and more of it" * a.is_right) for a in one.answers))
        for one in lesson.questions
    )
    assert any("its length tells it" in told for told in lesson_faults.faults(replace(lesson, questions=long)))


def test_languages_differ_in_words_alone() -> None:
    english = whole()
    both = {"en": english, "fr": replace(english, language="fr"), "zh": replace(english, language="zh")}
    assert lesson_faults.unlike(both) == []
    turned = {**both["fr"].scenes, "s1": replace(both["fr"].scenes["s1"], choices=FIRST[::-1])}
    assert lesson_faults.unlike({**both, "fr": replace(both["fr"], scenes=turned)}) == [
        "fr: scenes and choices differ from the English"
    ]
    assert lesson_faults.unlike({"en": english}) == ["fr is missing", "zh is missing"]


def test_two_lessons_do_not_share_their_sentences() -> None:
    assert lesson_faults.alike([whole(), replace(whole(), id="m")]) != []
    assert lesson_faults.alike([whole(), replace(whole(), id="m", language="fr")]) == []


def test_how_texts_are_measured() -> None:
    assert tokens("It’s 7-Zip, 你好 [src]") == ["it’s", "7-zip", "你", "好"]
    assert seconds("word " * 180, "en") == pytest.approx(60)
    assert seconds("字" * 320, "zh") == pytest.approx(60)
    assert sentence_length("One two three. Four five six.", "en") == 3
    assert sentence_length("一二三四。一二。", "zh") == 3
    assert shared(shingles("a b c d e f"), shingles("a b c d e g")) == 0.5
    assert marks(["A fact. [src]", "- [x] no"]) == {"src", "x"}
