"""What is wrong with a lesson, in sentences an author can act on: its ways, its length, its questions, its sources.

Twenty minutes are counted by decisions: a text to scroll through teaches nothing (figures in docs/lessons.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rempart.people.core import page_faults
from rempart.people.core.fault import HEAD, QUESTION, SCENE, SECTION, SOURCE, WORDS, fault
from rempart.people.core.lesson import Lesson, Scene, Source, Weight
from rempart.people.core.reading import marks, seconds, sentence_length, shared, shingles
from rempart.registry.written import LANGUAGES

LEAST_DECISIONS, MOST_DECISIONS, LEAST_BRANCHES = 6, 10, 3
MINUTES = (17.0, 24.0)  # what a lesson of twenty minutes may take by the counting below
DECISION_S, QUESTION_S = 40, 35  # to think, beside reading
QUESTIONS, ANSWERS, TOMORROW = (3, 8), (3, 4), (3, 5)
SENTENCE = {"en": 20, "fr": 22, "zh": 36}  # words, or characters
LONGEST_RIGHT = 0.5  # of decisions and questions where what is right is also what is longest
SHARED = 0.10  # of two lessons' runs of five words
_TYPOGRAPHY = {
    "fr": ((re.compile(r"\w[ \u00a0]?[;:!?](?=\s|$)"), "a narrow no-break space stands before ; : ! ?"), (re.compile(r"\w'\w"), "the apostrophe is ’")),
    "zh": ((re.compile(r"[\u4e00-\u9fff][,;:!?](?=[\u4e00-\u9fff]|\s|$)"), "punctuation is full width"), (re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]"), "a space stands between Han and Latin letters or digits")),
}  # fmt: skip
_PROMISES = re.compile(r"(?i)stops almost everything|100 ?% (?:safe|secure)|arrête presque tout|百分之百安全|万无一失")


def faults(lesson: Lesson) -> list[str]:
    """Of one lesson in one language; empty when it is whole."""
    return [
        *_ways(lesson),
        *_length(lesson),
        *_choices(lesson),
        *_questions(lesson),
        *_sources(lesson),
        *_words(lesson),
    ]


def texts(lesson: Lesson) -> list[str]:
    """Everything that a person reads."""
    return [text for scene in lesson.scenes.values() for text in _of_scene(scene)] + _after(lesson)


def _of_scene(scene: Scene) -> list[str]:
    return [scene.text, scene.ask, *(text for one in scene.choices for text in (one.text, one.consequence))]


def _after(lesson: Lesson) -> list[str]:
    asked = [
        text for one in lesson.questions for text in (one.ask, *(part for a in one.answers for part in (a.text, a.why)))
    ]
    return [*lesson.tomorrow, *asked]


def _ways(lesson: Lesson) -> Iterator[str]:
    scenes = lesson.scenes
    if lesson.begins not in scenes:
        yield fault("begins: there is no scene {scene}", (HEAD, "begins"), scene=lesson.begins)
        return
    missing = sorted({one.goal for scene in scenes.values() for one in scene.choices} - set(scenes))
    if missing:
        yield fault(
            "choices lead to {scenes}, and no such scene is there",
            (WORDS, f"-> {missing[0]}"),
            scenes=", ".join(missing),
        )
        return
    if (circle := _circle(scenes, lesson.begins)) is not None:
        yield fault("scene {scene} leads back to itself: every choice goes on", (SCENE, circle), scene=circle)
        return
    unreached = sorted(set(scenes) - _reached(scenes, lesson.begins))
    if unreached:
        yield fault("no choice leads to {scenes}", (SCENE, unreached[0]), scenes=", ".join(unreached))
    fewest, most = _decisions(scenes, lesson.begins)
    if fewest < LEAST_DECISIONS or most > MOST_DECISIONS:
        yield fault(
            "a way has {fewest} to {most} decisions; {low} to {high} are asked for",
            (SECTION, "Story"),
            fewest=fewest,
            most=most,
            low=LEAST_DECISIONS,
            high=MOST_DECISIONS,
        )
    branches = sum(len({one.goal for one in scene.choices}) > 1 for scene in scenes.values())
    if branches < LEAST_BRANCHES:
        yield fault(
            "{branches} decisions lead to different scenes; {low} are asked for",
            (SECTION, "Story"),
            branches=branches,
            low=LEAST_BRANCHES,
        )


def can_be_walked(lesson: Lesson) -> bool:
    """Does every choice lead somewhere, and never back?"""
    goals = {one.goal for scene in lesson.scenes.values() for one in scene.choices}
    return goals | {lesson.begins} <= set(lesson.scenes) and _circle(lesson.scenes, lesson.begins) is None


def _circle(scenes: Mapping[str, Scene], begins: str) -> str | None:
    state: dict[str, bool] = {}  # False while we stand on the way below it
    waiting = [(begins, False)]
    while waiting:
        name, is_left = waiting.pop()
        if is_left:
            state[name] = True
        elif name not in state:
            state[name] = False
            waiting.append((name, True))
            for one in scenes[name].choices:
                if state.get(one.goal) is False:
                    return one.goal
                waiting.append((one.goal, False))
    return None


def _reached(scenes: Mapping[str, Scene], begins: str) -> set[str]:
    found, waiting = {begins}, [begins]
    while waiting:
        for one in scenes[waiting.pop()].choices:
            if one.goal not in found:
                found.add(one.goal)
                waiting.append(one.goal)
    return found


def _decisions(scenes: Mapping[str, Scene], name: str) -> tuple[int, int]:
    """Fewest and most on a way from here."""
    known: dict[str, tuple[int, int]] = {}
    for one in _last_first(scenes, name):
        goals = [known[choice.goal] for choice in scenes[one].choices]
        known[one] = (1 + min(low for low, _ in goals), 1 + max(high for _, high in goals)) if goals else (0, 0)
    return known[name]


def _last_first(scenes: Mapping[str, Scene], begins: str) -> list[str]:
    order: list[str] = []
    waiting, seen = [(begins, False)], set[str]()
    while waiting:
        name, is_left = waiting.pop()
        if is_left:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += [(one.goal, False) for one in scenes[name].choices if one.goal not in seen]
    return order


def minutes(lesson: Lesson) -> float:
    """Along the longest way: reading at a careful pace, a while for each decision and question."""
    longest: dict[str, float] = {}
    for name in _last_first(lesson.scenes, lesson.begins):
        scene = lesson.scenes[name]
        here = sum(
            seconds(text, lesson.language) for text in (scene.text, scene.ask, *(one.text for one in scene.choices))
        )
        ways = [seconds(one.consequence, lesson.language) + longest[one.goal] for one in scene.choices]
        longest[name] = here + (DECISION_S + max(ways) if ways else 0)
    after = sum(seconds(text, lesson.language) for text in _after(lesson))
    return (longest[lesson.begins] + after + QUESTION_S * len(lesson.questions)) / 60


def _length(lesson: Lesson) -> Iterator[str]:
    if not can_be_walked(lesson):
        return
    taken = minutes(lesson)
    if lesson.minutes == 20 and not MINUTES[0] <= taken <= MINUTES[1]:
        yield fault(
            "the longest way takes {taken} minutes; {low} to {high} are twenty",
            (SECTION, "Story"),
            taken=f"{taken:.1f}",
            low=f"{MINUTES[0]:.0f}",
            high=f"{MINUTES[1]:.0f}",
        )
    if not TOMORROW[0] <= len(lesson.tomorrow) <= TOMORROW[1]:
        yield fault(
            "tomorrow has {count} things to do; {low} to {high} are asked for",
            (SECTION, "Tomorrow"),
            count=len(lesson.tomorrow),
            low=TOMORROW[0],
            high=TOMORROW[1],
        )
    yield from page_faults.too_long(lesson.title)


def _choices(lesson: Lesson) -> Iterator[str]:
    decided = [scene for scene in lesson.scenes.values() if scene.choices]
    told: dict[str, str] = {}
    longest = 0
    for scene in decided:
        if not any(one.weight == Weight.GOOD for one in scene.choices):
            yield fault("scene {scene}: no choice is good", (SCENE, scene.id), scene=scene.id)
        if all(one.weight == Weight.GOOD for one in scene.choices):
            yield fault("scene {scene}: every choice is good, so nothing is decided", (SCENE, scene.id), scene=scene.id)
        for one in scene.choices:
            if one.consequence in told:
                yield fault(
                    "scenes {first} and {scene} share a consequence: each has its own",
                    (SCENE, scene.id),
                    first=told[one.consequence],
                    scene=scene.id,
                )
            told[one.consequence] = scene.id
        longest += max(scene.choices, key=lambda one: len(one.text)).weight == Weight.GOOD
    places = {next((at for at, one in enumerate(scene.choices) if one.weight == Weight.GOOD), 0) for scene in decided}
    if len(decided) > 2 and len(places) == 1:
        yield fault("the good choice always stands at the same place", (SECTION, "Story"))
    if len(decided) > 2 and longest > len(decided) * LONGEST_RIGHT:
        yield fault(
            "the good choice is the longest in {longest} of {count} decisions: its length tells it",
            (SECTION, "Story"),
            longest=longest,
            count=len(decided),
        )


def _questions(lesson: Lesson) -> Iterator[str]:
    asked = lesson.questions
    if not QUESTIONS[0] <= len(asked) <= QUESTIONS[1]:
        yield fault(
            "{count} questions; {low} to {high} are asked for",
            (SECTION, "Questions"),
            count=len(asked),
            low=QUESTIONS[0],
            high=QUESTIONS[1],
        )
    places, longest = set[int](), 0
    for one in asked:
        if not ANSWERS[0] <= len(one.answers) <= ANSWERS[1]:
            yield fault(
                "question {question}: {low} or {high} answers",
                (QUESTION, one.id),
                question=one.id,
                low=ANSWERS[0],
                high=ANSWERS[1],
            )
        places.add(next(at for at, answer in enumerate(one.answers) if answer.is_right))
        longest += max(one.answers, key=lambda answer: len(answer.text)).is_right
        if len({answer.text for answer in one.answers}) < len(one.answers):
            yield fault("question {question}: two answers are the same", (QUESTION, one.id), question=one.id)
    if len(asked) > 2 and len(places) == 1:
        yield fault("the right answer always stands at the same place", (SECTION, "Questions"))
    if len(asked) > 2 and longest > len(asked) * LONGEST_RIGHT:
        yield fault(
            "the right answer is the longest in {longest} of {count} questions: its length tells it",
            (SECTION, "Questions"),
            longest=longest,
            count=len(asked),
        )


def _sources(lesson: Lesson) -> Iterator[str]:
    return source_faults(lesson.sources, marks(texts(lesson)))


def source_faults(sources: Iterable[Source], cited: set[str]) -> Iterator[str]:
    """Of the sources of a lesson or a case, and of the marks that name them."""
    known = {one.id for one in sources}
    if not known:
        yield fault("no source: facts about the world need one")
    if cited - known:
        yield fault(
            "marks without a source: {marks}",
            (WORDS, f"[{min(cited - known)}]"),
            marks=", ".join(sorted(cited - known)),
        )
    if known - cited:
        yield fault(
            "sources that nothing cites: {sources}",
            (SOURCE, min(known - cited)),
            sources=", ".join(sorted(known - cited)),
        )
    for one in sources:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", one.date):
            yield fault("source {source}: date is YYYY, YYYY-MM or YYYY-MM-DD", (SOURCE, one.id), source=one.id)
        if not one.is_from_memory and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", one.read):
            yield fault("source {source}: say when it was read, or from_memory = true", (SOURCE, one.id), source=one.id)
        if one.address and not one.address.startswith("https://"):
            yield fault("source {source}: an address begins with https://", (SOURCE, one.id), source=one.id)


def _words(lesson: Lesson) -> Iterator[str]:
    whole = "\n".join([lesson.title, lesson.summary, *texts(lesson)])
    return word_faults(whole, "\n".join(texts(lesson)), lesson.language)


def word_faults(whole: str, read: str, language: str) -> Iterator[str]:
    """Sentences that run long in what is `read`; typography and promises in the `whole`, titles included."""
    long = sentence_length(read, language)
    if long > SENTENCE[language]:
        yield fault(
            "sentences have {length} words on average; {most} are the limit",
            length=f"{long:.0f}",
            most=SENTENCE[language],
        )
    for pattern, why in _TYPOGRAPHY.get(language, ()):
        if found := pattern.search(whole):
            yield fault(
                f"“{{words}}”: {why}",
                (WORDS, found[0].strip()),
                words=whole[max(0, found.start() - 12) : found.end() + 12],
            )
    if found := _PROMISES.search(whole):
        yield fault("“{words}” promises what nobody can", (WORDS, found[0]), words=found[0])


def unlike(lessons: Mapping[str, Lesson], wanted: Sequence[str] = LANGUAGES) -> list[str]:
    """What makes the languages of one lesson differ in more than their words; they are held to the English, or the first
    of those `wanted`."""
    against = next((one for one in wanted if one in lessons), "")
    return page_faults.unlike(lessons, _form, wanted, against)


def _form(lesson: Lesson) -> dict[str, object]:
    return {
        "head (order, minutes, begins, situation)": (lesson.order, lesson.minutes, lesson.begins, lesson.situation),
        "rows, threats, controls or drills": (lesson.rows, lesson.threats, lesson.controls, lesson.drills),
        "scenes and choices": lesson.ways(),
        "questions": lesson.key(),
        "sources": [(one.id, one.date, one.address) for one in lesson.sources],
        "things to do tomorrow": len(lesson.tomorrow),
    }


def alike(lessons: Iterable[Lesson]) -> list[str]:
    """Pairs of one language that share too many runs of five words."""
    cut = [(one, runs_of(one)) for one in lessons]
    return [
        fault(
            "{one} and {other} ({language}) share {share} of their words in runs of five",
            one=one.id, other=other.id, language=one.language, share=f"{share:.0%}",
        )
        for (one, mine), (other, theirs) in combinations(cut, 2)
        if one.language == other.language and (share := shared(mine, theirs)) > SHARED
    ]  # fmt: skip


def runs_of(lesson: Lesson) -> frozenset[tuple[str, ...]]:
    """Every run of five words that a person reads in it."""
    return shingles("\n".join(texts(lesson)))
