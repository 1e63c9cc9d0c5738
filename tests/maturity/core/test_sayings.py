"""Sentences: three languages, the same slots, the typography each expects, and none missing that the code can say."""

import re
from pathlib import Path

import pytest

import rempart.maturity.core
from rempart.maturity.core.sayings import LANGUAGES, TABLE, explain, sentence
from rempart.maturity.core.urgent import ORDER
from rempart.scanner.core.collector import CODES
from rempart.terms.state import State
from tests.maturity.core.made import verdict

HAN = "[\u4e00-\u9fff]"


def slots(text):
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("code", TABLE)
def test_three_languages_with_the_same_slots_and_their_own_typography(code):
    english, french, chinese = TABLE[code]
    assert slots(english) == slots(french) == slots(chinese)
    assert not re.search(r"(?<!\u202f)[;:!?»]", french), french
    assert "'" not in french
    assert re.search(HAN, chinese)
    assert not re.search(f"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}|{HAN}[,.;:!?]", chinese), chinese
    assert len(english) < 160


def test_whatever_the_code_can_say_has_a_sentence():
    said = {f"generic.state_{state}" for state in State} | {f"urgent.{cause}" for cause in ORDER}
    said |= {f"generic.not_seen_{code}" for code in CODES}
    for file in Path(rempart.maturity.core.__path__[0]).glob("*.py"):
        if file.stem not in {"saying_table", "plan_sayings"}:
            said |= set(
                re.findall(
                    r'"((?:generic|history|return|gain|need|hint|watch|source|gap)\.\w*[a-z0-9])"',
                    file.read_text("utf-8"),
                )
            )
    assert said - set(TABLE) == set()


def test_a_units_own_sentence_comes_first_and_a_missing_value_stays_a_dash():
    own = {"seen": "{done} of {total} accounts."}
    assert explain(verdict("s", say="seen", values={"done": 8, "total": 10}), own) == "8 of 10 accounts."
    assert explain(verdict("s", say="seen", values={"done": 8}), own) == "8 of – accounts."
    assert explain(verdict("s", say="unheard"), own, "fr") == "Constaté en place."
    assert explain(verdict("s", State.ERROR, say="generic.not_seen_new_code"), {}, "en").startswith("Something")


def test_no_blame_and_no_fear():
    loud = re.compile(r"!|\b(danger|hacker|fault|careless|catastroph|disaster|fail to|must)\b", re.IGNORECASE)
    for code in TABLE:
        text = sentence(code)
        assert not loud.search(text) or code in ("need.sector", "need.card_data"), text
    assert len(LANGUAGES) == 3
