"""A name behind a pseudonym needs two people and a reason, is shown once, and the record says so; nobody is followed by it."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.core.approval import NotApprovable
from rempart.directory.core.roles import Role
from rempart.directory.store.rights import Approval
from rempart.mail.actions.fix_figures import fix_figures
from rempart.mail.actions.unseal_person import NotThere, aliases, ask_person, unseal_person
from rempart.mail.store.joining import Joiner
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.mail.hits.drill import make_drill, people
from tests.mail.hits.test_figures import clicks, client, over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))


def test_two_people_one_name_once(cast_: Cast, tmp_path: Path) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 9))
    clicks(drill, tmp_path, 4)
    assert aliases(drill.campaign) == {}  # not while it runs
    over(drill)
    fix_figures(drill.campaign)
    known = aliases(drill.campaign)
    (alias,) = [name for name, (clicked, _) in known.items() if clicked]
    paul = colleague(cast_.lavande, "Paul", Role.OFFICER)
    path = f"/campaigns/{drill.campaign.uid}/pseudonyms/"
    who = client(paul)
    assert who.post(path, {"alias": alias, "reason": ""}).status_code == 422
    assert who.post(path, {"alias": alias, "reason": "It was the payment mail"}, follow=True).status_code == 200
    with pytest.raises(NotApprovable):
        unseal_person(paul, drill.campaign, alias)
    asked = Approval.objects.get(what="drill_person")
    with pytest.raises(NotApprovable):
        grant_approval(paul, asked, seen=asked.digest)
    grant_approval(cast_.alice, asked, seen=asked.digest)
    assert "Person 4" not in client(cast_.alice).get(path).content.decode()
    page = who.post(path, {"do": "show", "alias": alias}).content.decode()
    assert "Person 4" in page
    assert "Person 4" not in who.post(path, {"do": "show", "alias": alias}, follow=True).content.decode()
    assert kinds(cast_.lavande).count("mail.person.unsealed") == 1


def test_only_who_holds_drills_and_nobody_is_followed_through_several(cast_: Cast, tmp_path: Path) -> None:
    who = people(cast_.lavande, 9)
    first, second = make_drill(cast_.lavande, who), make_drill(cast_.lavande, who)
    for one in (first, second):
        over(one)
        fix_figures(one.campaign)
    assert not set(aliases(first.campaign)) & set(aliases(second.campaign))
    assert first.messages[0].pseudonym == second.messages[0].pseudonym
    page = client(cast_.alice).get(f"/campaigns/{first.campaign.uid}/pseudonyms/").content.decode()
    assert first.messages[0].pseudonym[:8] not in page
    assert client(cast_.bob).get(f"/campaigns/{first.campaign.uid}/pseudonyms/").status_code == 403
    assert client(cast_.charlie).get(f"/campaigns/{first.campaign.uid}/pseudonyms/").status_code == 404
    alias = Joiner(cast_.lavande).alias(first.campaign, first.messages[0].pseudonym)
    with pytest.raises(NotThere):
        ask_person(cast_.alice, second.campaign, alias, "wrong drill")
    with pytest.raises(PermissionDenied):
        ask_person(cast_.bob, first.campaign, alias, "an auditor reads figures")
