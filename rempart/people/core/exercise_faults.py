"""What is wrong with a played drill, in sentences an author can act on."""

from collections.abc import Iterator, Mapping

from rempart.people.core.exercise import Exercise
from rempart.people.core.lesson_faults import source_faults, word_faults
from rempart.people.core.page_faults import Known, miscounted, missing, unknown
from rempart.people.core.reading import marks

BEFORE, LIMITS, ROLES, MARKS, TALK, TURNS = (3, 8), (3, 6), (2, 10), (4, 10), (3, 6), (4, 16)
LONGEST_ROOM = 240  # minutes; what takes longer is played over days, and its clock stands still at night


def faults(one: Exercise, known: Known) -> list[str]:
    """Of one drill in one language; empty when it is whole."""
    whole = "\n".join([one.title, one.summary, *texts(one)])
    return [
        *_names(one, known),
        *_parts(one),
        *_clock(one),
        *(source_faults(one.sources, marks(texts(one))) if one.sources or marks(texts(one)) else ()),
        *word_faults(whole, "\n".join(texts(one)), one.language),
    ]


def texts(one: Exercise) -> list[str]:
    """Everything that a person reads below the title."""
    return [
        one.purpose, *one.before, *one.limits, *(text for role in one.roles for text in (role.name, role.card)),
        *(text for turn in one.course for text in (turn.text, turn.beside)), *(mark.text for mark in one.marks),
        *one.afterwards,
    ]  # fmt: skip


def _names(one: Exercise, known: Known) -> Iterator[str]:
    yield from unknown(
        (
            ("control", one.controls, known.controls),
            ("threat", one.threats, known.threats),
            ("lesson", one.lessons, known.lessons),
        )
    )


def _parts(one: Exercise) -> Iterator[str]:
    yield from miscounted(
        (
            ("things to do before", len(one.before), BEFORE),
            ("limits", len(one.limits), LIMITS),
            ("roles", len(one.roles), ROLES),
            ("turns", len(one.course), TURNS),
            ("marks", len(one.marks), MARKS),
            ("questions for afterwards", len(one.afterwards), TALK),
        ),
        one.title,
    )
    if not 0 < one.fewest <= one.most:
        yield "fewest and most are people, the fewer first"
    yield from (f"the card of {role.id} is empty" for role in one.roles if not role.card)


def _clock(one: Exercise) -> Iterator[str]:
    minutes = [turn.minute for turn in one.course]
    if minutes != sorted(minutes) or minutes[:1] != [0]:
        yield "the course begins at minute 0 and goes on in its order"
    if minutes and minutes[-1] > one.minutes:
        yield f"the last turn comes after {minutes[-1]} minutes, the drill has {one.minutes}"
    if one.minutes > LONGEST_ROOM:
        yield f"{one.minutes} minutes; {LONGEST_ROOM} are the most that a room bears"


def unlike(languages: Mapping[str, Exercise]) -> list[str]:
    """What makes the languages of one drill differ in more than their words."""
    wrong = missing(languages)
    if (first := languages.get("en")) is None:
        return wrong
    return wrong + [
        f"{language}: it is put together otherwise than the English"
        for language, other in languages.items()
        if other.form() != first.form()
    ]
