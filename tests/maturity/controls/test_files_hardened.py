"""Files: worst first, and what could not be judged is not called closed."""

from typing import Any

import pytest

from rempart.facts.wordpress_exposure import WordPressFiles
from rempart.maturity.controls.files_hardened import UNIT
from rempart.maturity.core.files_rule import judge_files
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard


def files(**changes: Any) -> WordPressFiles:
    usual: dict[str, Any] = {
        "told": (),
        "logs": (),
        "config_copies": (),
        "listings": (),
        "php_in_uploads": False,
        "installer_open": False,
        "looked_for": 24,
    }
    return WordPressFiles(**{**usual, **changes})


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (files(), (State.MET, "closed")),
        (files(told=("/readme.html",)), (State.MET, "closed")),
        (files(config_copies=("/wp-config.php.bak",), logs=("/debug.log",)), (State.NOT_MET, "config_told")),
        (files(logs=("/wp-content/debug.log",)), (State.NOT_MET, "log_told")),
        (files(listings=("/wp-content/uploads/",)), (State.NOT_MET, "listing_open")),
        (files(installer_open=True), (State.NOT_MET, "installer_open")),
        (files(php_in_uploads=True), (State.NOT_MET, "php_in_uploads")),
        (files(php_in_uploads=None), (State.UNKNOWN, "not_all_seen")),
        (files(php_in_uploads=None, logs=("/debug.log",)), (State.NOT_MET, "log_told")),
        (files(looked_for=0), (State.UNKNOWN, "not_all_seen")),
    ],
)
def test_what_answers_decides(fact: WordPressFiles, expected: tuple[State, str]) -> None:
    assert heard(UNIT, judge_files(fact)) == expected
