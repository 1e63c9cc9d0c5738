"""Every sentence of the core about a lesson is known to the pages, and is said in their language."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from rempart.people.core import fault as core
from rempart.people.core.fault import fault
from rempart.people.core.lesson_faults import _TYPOGRAPHY
from rempart.people.web.fault_words import SENTENCES, say


def templates() -> set[str]:
    found = {f"“{{words}}”: {why}" for pairs in _TYPOGRAPHY.values() for _, why in pairs}
    for file in Path(core.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fault":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_the_list_is_what_the_core_says() -> None:
    with override("en"):
        assert {str(one) for one in SENTENCES} == templates()


@pytest.mark.parametrize("language", ["fr", "zh-hans"])
def test_each_is_said_in_the_language_of_the_page(language: str) -> None:
    with override("en"):
        english = [str(one) for one in SENTENCES]
    with override(language):
        for one, said in zip(english, SENTENCES, strict=True):
            assert str(said) != one
        told = say(fault("{what} {name} stands twice", what="scene", name="{x}"))
        assert "{x}" in told
        assert "scene {" not in told.replace("scène", "")


def test_a_sentence_of_nobody_stays() -> None:
    assert say("something else") == "Something else."
