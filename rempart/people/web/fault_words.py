"""What is wrong with a lesson, in the language of the page. The sentences stand in the core in English, with their parts."""

from django.utils.translation import gettext, gettext_lazy

from rempart.people.core.fault import Fault

# A test holds this list to what the core can say.
SENTENCES = (
    gettext_lazy("begins: there is no scene {scene}"),
    gettext_lazy("choices lead to {scenes}, and no such scene is there"),
    gettext_lazy("scene {scene} leads back to itself: every choice goes on"),
    gettext_lazy("no choice leads to {scenes}"),
    gettext_lazy("a way has {fewest} to {most} decisions; {low} to {high} are asked for"),
    gettext_lazy("{branches} decisions lead to different scenes; {low} are asked for"),
    gettext_lazy("the longest way takes {taken} minutes; {low} to {high} are twenty"),
    gettext_lazy("tomorrow has {count} things to do; {low} to {high} are asked for"),
    gettext_lazy("the title has {count} characters; {most} are the limit"),
    gettext_lazy("scene {scene}: no choice is good"),
    gettext_lazy("scene {scene}: every choice is good, so nothing is decided"),
    gettext_lazy("scenes {first} and {scene} share a consequence: each has its own"),
    gettext_lazy("the good choice always stands at the same place"),
    gettext_lazy("the good choice is the longest in {longest} of {count} decisions: its length tells it"),
    gettext_lazy("{count} questions; {low} to {high} are asked for"),
    gettext_lazy("question {question}: {low} or {high} answers"),
    gettext_lazy("question {question}: two answers are the same"),
    gettext_lazy("the right answer always stands at the same place"),
    gettext_lazy("the right answer is the longest in {longest} of {count} questions: its length tells it"),
    gettext_lazy("no source: facts about the world need one"),
    gettext_lazy("marks without a source: {marks}"),
    gettext_lazy("sources that nothing cites: {sources}"),
    gettext_lazy("source {source}: date is YYYY, YYYY-MM or YYYY-MM-DD"),
    gettext_lazy("source {source}: say when it was read, or from_memory = true"),
    gettext_lazy("source {source}: an address begins with https://"),
    gettext_lazy("sentences have {length} words on average; {most} are the limit"),
    gettext_lazy("“{words}”: a narrow no-break space stands before ; : ! ?"),
    gettext_lazy("“{words}”: the apostrophe is ’"),
    gettext_lazy("“{words}”: punctuation is full width"),
    gettext_lazy("“{words}”: a space stands between Han and Latin letters or digits"),
    gettext_lazy("“{words}” promises what nobody can"),
    gettext_lazy("{language} is missing"),
    gettext_lazy("{language}: {name} differ from the English"),
    gettext_lazy("{language}: {name} differ from {against}"),
    gettext_lazy("{one} and {other} ({language}) share {share} of their words in runs of five"),
    gettext_lazy("{count} bytes; {most} are the limit"),
    gettext_lazy("the file is not UTF-8"),
    gettext_lazy("tabs, control characters and more than {most} characters have no place here"),
    gettext_lazy("a head between two lines +++ comes first"),
    gettext_lazy("the head is no TOML: {why}"),
    gettext_lazy("no HTML here: a text of ours has paragraphs, lists and quotes only"),
    gettext_lazy("a list item begins with “- ”, what belongs to it is indented by two spaces"),
    gettext_lazy("after the head come “# Story”, “# Tomorrow” and “# Questions”, in this order"),
    gettext_lazy("before the first “## ” of a section nothing stands"),
    gettext_lazy("at most {scenes} scenes and {questions} questions"),
    gettext_lazy("one scene has one decision"),
    gettext_lazy("a decision has 2 to {most} choices"),
    gettext_lazy("a choice reads “- [good] What you do. -> next_scene”"),
    gettext_lazy("a choice needs its consequence, indented below it"),
    gettext_lazy("an answer reads “- [ ] …”, the right one “- [x] …”"),
    gettext_lazy("an answer needs its explanation, indented below it"),
    gettext_lazy("a question has 2 to {most} answers, and exactly one is right"),
    gettext_lazy("{name} is no id in snake_case"),
    gettext_lazy("{what} {name} stands twice"),
    gettext_lazy("the head needs {name}"),
    gettext_lazy("the head needs {name}, a number"),
    gettext_lazy("{name} in the head is a list of texts"),
    gettext_lazy("sources in the head are tables, at most {most}"),
    gettext_lazy("there is no control {name}"),
    gettext_lazy("there is no threat {name}"),
    gettext_lazy("minutes is {wanted}: a lesson counts as much as the others"),
)
PARTS = {
    "scene": gettext_lazy("scene"),
    "question": gettext_lazy("question"),
    "source": gettext_lazy("source"),
    "head (order, minutes, begins, situation)": gettext_lazy("head (order, minutes, begins, situation)"),
    "rows, threats, controls or drills": gettext_lazy("rows, threats, controls or drills"),
    "scenes and choices": gettext_lazy("scenes and choices"),
    "questions": gettext_lazy("questions"),
    "sources": gettext_lazy("sources"),
    "things to do tomorrow": gettext_lazy("things to do tomorrow"),
}
TONGUES = {"en": gettext_lazy("English"), "fr": gettext_lazy("French"), "zh": gettext_lazy("Chinese")}


def say(sentence: str) -> str:
    """In the language of the page, with a capital; what no list knows stays as it is."""
    if not isinstance(sentence, Fault):
        return _capital(sentence)
    values = {name: _part(name, value) for name, value in sentence.values.items()}
    return _capital(gettext(sentence.template).format(**values))


def _part(name: str, value: object) -> object:
    if name in ("language", "against"):
        return TONGUES.get(str(value), value)
    return PARTS.get(str(value), value) if name in ("name", "what") else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "。", "?", "!")) else _stop())


def _stop() -> str:
    return gettext(".")
