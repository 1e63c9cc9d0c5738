"""What somebody reads in is kept once they chose it, and a first guess never replaces it."""

import pytest

from rempart.directory.actions.keep_language import keep_language
from rempart.directory.store.mailboxes import mailbox_of
from rempart.directory.store.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_first_guess_never_replaces_a_choice(cast_: Cast) -> None:
    for code, only_first, kept in (("fr", True, "fr"), ("en", True, "fr"), ("zh-hans", False, "zh-hans")):
        keep_language(cast_.alice, code, only_first=only_first)
        cast_.alice.refresh_from_db()
        assert cast_.alice.language == kept


def test_a_stand_in_address_is_no_mailbox(cast_: Cast) -> None:
    assert mailbox_of(cast_.bob, cast_.lavande) == cast_.bob.email
    cast_.bob.email = "x@learner.invalid"
    assert mailbox_of(cast_.bob, cast_.lavande) == ""
    Person.objects.create(organisation=cast_.lavande, name="Bob", email="bob@staff.example", account=cast_.bob)
    assert mailbox_of(cast_.bob, cast_.lavande) == "bob@staff.example"
    assert mailbox_of(cast_.bob, cast_.velos) == ""  # what another house knows of him is not ours
