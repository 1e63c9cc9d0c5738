"""Sentences say words where entries hold codes; what nobody has a word for is shown as it stands."""

import re

import pytest
from django.utils.translation import override

from rempart.access.core.credentials.keeping import Care
from rempart.access.core.device_trust import Trust
from rempart.directory.core.holds import Scope
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.reviews import ReviewItem
from rempart.directory.web.words import right_word
from rempart.events import lifecycle, maturity, record, rights
from rempart.events.catalogue import catalogue
from rempart.events.directory import MEMBER_ADDED
from rempart.events.sentence import say
from rempart.events.word_slots import LANGUAGES, SLOTS, spoken
from rempart.registry.discover import discover
from rempart.registry.spoken import title
from rempart.terms.level import Dimension
from rempart.terms.state import State
from rempart.upkeep.rotatable import Rotatable

CODES = {
    "role": [role.value for role in Role],
    "right": [permission.value for permission in Permission],
    "after": [trust.name.lower() for trust in Trust],
    "fault": [care.value for care in Care],
    "scope": [scope.value for scope in Scope],
    "state": [state.value for state in State],
    "dimension": [dimension.value for dimension in Dimension],
    "decision": [ReviewItem.KEPT, ReviewItem.REDUCED, ReviewItem.REVOKED, ReviewItem.GONE],
    "key": list(discover("rempart.upkeep.rotation", Rotatable)),
    "unit": [*discover("rempart.notices.channels", object), *discover("rempart.record.outlets", object)],
    "connector": list(discover("rempart.lifecycle.connectors", object)),
    "what": [*discover("rempart.directory.approvable", object), *discover("rempart.access.approvable", object)],
}


@pytest.mark.parametrize("slot", sorted(CODES))
def test_every_code_of_the_house_has_a_word(slot: str) -> None:
    assert [code for code in CODES[slot] if code not in SLOTS[slot]] == []


def test_words_stand_in_three_languages_and_slots_exist() -> None:
    held = {name for kind in catalogue().values() for name in re.findall(r"\{(\w+)\}", kind.en)}
    assert set(SLOTS) <= held
    for words in SLOTS.values():
        assert all(len(three) == len(LANGUAGES) and all(three) for three in words.values())


@pytest.mark.parametrize("code", [*Permission, *Role])
def test_rights_and_roles_are_called_as_on_their_own_pages(code: Permission | Role) -> None:
    for language, page in (("en", "en"), ("fr", "fr"), ("zh", "zh-hans")):
        with override(page):
            slot = "role" if isinstance(code, Role) else "right"
            assert spoken(slot, code.value, language).lower() == right_word(code.value).lower()


def test_sentences_in_words() -> None:
    assert say(MEMBER_ADDED, {"role": "officer"}, "fr") == "Un compte est devenu responsable de la sécurité"
    assert say(MEMBER_ADDED, {"role": "officer"}, "zh") == "账户获得角色“安全负责人”"
    assert say(lifecycle.CHANGE_PAUSED, {"kind": "move"}, "zh") == "变更正等待第二人确认：调动团队"
    assert say(rights.APPROVAL_ASKED, {"what": "privilege"}, "fr").endswith(": un droit prêté pour quelques heures")
    assert "对方应答代码 503" in say(record.OUTLET_STALLED, {"code": "status_503", "waiting": 3}, "zh")
    assert spoken("way", "password+totp", "fr") == "mot de passe, application d’authentification"


def test_a_control_by_its_title() -> None:
    body = {"control": "https_everywhere", "state": "not_met"}
    for language in LANGUAGES:
        said = say(maturity.VERDICT_REACHED, body, language, title)
        assert "https_everywhere" not in said
        assert "not_met" not in said


def test_what_another_release_wrote_stays_as_it_is() -> None:
    assert say(MEMBER_ADDED, {"role": "astronaut"}, "fr") == "Un compte est devenu astronaut"
    assert title("control", "../../etc", "fr") is None
    assert title("control", "no_such_control", "fr") is None
    assert title("address", "https_everywhere", "fr") is None
