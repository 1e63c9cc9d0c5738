"""Lessons that an organisation writes, for tests: a text of the right form with words of nobody."""

import re

from rempart.directory.store.models import Account, Organisation
from rempart.people.actions.write_lesson import Beginning, begin_own, publish_own
from rempart.people.core.library import LESSONS
from rempart.people.store.authoring import OwnLesson
from rempart.registry.written import written

_WORD = re.compile(r"\[[a-z0-9_ ]*\]|[A-Za-zÀ-ÿ]{4,}")


def shipped(name: str, language: str) -> str:
    """As it lies there."""
    return next(one.data.decode() for one in written(LESSONS) if (one.id, one.language) == (name, language))


def reworded(text: str, order: int) -> str:
    """The same lesson in words that no other lesson has: each is written backwards."""
    head, mark, body = text.partition("+++\n# Story")
    head = re.sub(r"^order = .*$", f"order = {order}", head, flags=re.MULTILINE)
    return head + mark + "\n".join(_line(line) for line in body.split("\n"))


def _line(line: str) -> str:
    if line.startswith(("## ", "# ")):
        return line
    said, arrow, goal = line.partition(" -> ")
    return _WORD.sub(lambda found: found[0] if found[0][0] == "[" else found[0][::-1], said) + arrow + goal


def published(author: Account, organisation: Organisation, name: str, order: int = 700) -> OwnLesson:
    """A lesson beside those that ship, in French alone, that learners find."""
    made = begin_own(author, organisation, Beginning((), texts={"fr": reworded(shipped(name, "fr"), order)}))
    publish_own(author, made)
    made.refresh_from_db()
    return made
