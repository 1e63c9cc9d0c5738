"""A version is a name with a figure; a bare name is none."""

from typing import Any

import pytest

from rempart.facts.http_disclosure import HttpDisclosure
from rempart.maturity.controls.no_version_told import UNIT, judge_disclosure
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def told(**changes: Any) -> HttpDisclosure:
    usual: dict[str, Any] = {"server": "nginx", "server_version": None, "php_version": None, "generators": ()}
    return HttpDisclosure(**{**usual, **changes})


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        (told(server_version="1.22.1"), "nginx 1.22.1"),
        (told(server=None, server_version="1.22.1"), "server 1.22.1"),
        (told(php_version="8.2.7"), "PHP 8.2.7"),
        (told(generators=("WordPress", "WordPress 6.5.5")), "WordPress 6.5.5"),
        (told(server_version="1", php_version="8", generators=("A 1",)), "nginx 1, PHP 8, A 1"),
    ],
)
def test_not_met_names_what_is_told(fact: HttpDisclosure, what: str) -> None:
    assert heard(UNIT, judge_disclosure(fact)) == (State.NOT_MET, "told")
    assert judge_disclosure(fact).values["what"] == what


def test_met_when_only_names_are_told() -> None:
    assert heard(UNIT, judge_disclosure(told())) == (State.MET, "silent")
    assert judge_disclosure(told(generators=("WordPress",))).state is State.MET
