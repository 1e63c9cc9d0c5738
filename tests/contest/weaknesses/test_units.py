"""Every weakness: whole in three languages, of the model, and giving its flag where it says."""

import pytest

from rempart.contest.actions.live import weaknesses
from rempart.contest.core.weakness import Weakness
from rempart.maturity.core.control import Control
from rempart.maturity.core.threat import Threat
from rempart.people.core.library import lessons
from rempart.registry.discover import discover

UNITS = list(weaknesses().values())


def test_there_are_twelve_of_all_levels() -> None:
    assert len(UNITS) >= 12
    assert {one.level for one in UNITS} == {1, 2, 3}


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: str(one.id))
def test_a_unit_is_whole(unit: Weakness) -> None:
    for words in (unit.title, unit.teaches, unit.hint, *([unit.switch] if unit.switch else [])):
        assert len({words.en, words.fr, words.zh}) == 3
        assert all(words.said_in(one).strip() for one in ("en", "fr", "zh-hans"))
    assert unit.control in discover("rempart.maturity.controls", Control)
    assert unit.threat in discover("rempart.maturity.threats", Threat)
    assert unit.lesson in lessons()


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: str(one.id))
def test_its_flag_is_laid_down_once(unit: Weakness) -> None:
    flag = "flag-" + "q" * 24
    made = unit.plant(flag)
    assert "".join([*made.files.values(), made.php, made.part]).count(flag) == 1
    assert all(not name.startswith("/") and ".." not in name for name in made.files)
