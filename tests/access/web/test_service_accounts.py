"""The list of service accounts: kept, sorted by need, closed to others, without a place for a secret."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from rempart.access.actions import service_accounts as actions
from rempart.access.actions.look_at_credentials import look_at_credentials
from rempart.access.store.service_accounts import ServiceAccount
from rempart.directory.actions.make_token import make_token
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Membership
from rempart.directory.store.tokens import ApiToken
from tests.access.record import kinds
from tests.cast import Cast, colleague, go_stale

pytestmark = pytest.mark.django_db
LIST = "/organisation/service-accounts/"
TODAY = dt.datetime.now(dt.UTC).date()


def typed(**also: str) -> dict[str, str]:
    """What somebody fills in."""
    return {"purpose": "nightly backup", "place": "db1", "answerable_text": "the host", "every_days": "90", **also}


def test_from_nothing_to_renewed_to_removed(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert "No service account yet." in client.get(LIST).content.decode()
    assert client.post(LIST + "new/", typed(changed_on="2020-01-01")).status_code == 302
    row = ServiceAccount.objects.get()
    page = client.get(LIST).content.decode()
    assert "Older than it should be" in page
    assert "the host answers for it" in page
    client.post(f"{LIST}{row.uid}/renewed/")
    assert ServiceAccount.objects.get().changed_on == TODAY
    assert "Older than it should be" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{row.uid}/", typed(purpose="weekly backup")).status_code == 302
    assert ServiceAccount.objects.get().purpose == "weekly backup"
    assert client.get(f"{LIST}{row.uid}/remove/").status_code == 200
    client.post(f"{LIST}{row.uid}/remove/")
    assert not ServiceAccount.objects.exists()
    written = [kind.rsplit(".", 1)[1] for kind in kinds(cast_.lavande) if "service_account" in kind]
    assert written == ["saved", "renewed", "saved", "removed"]


def test_the_never_changed_and_the_overdue_stand_first(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    for purpose, day in (("fine", TODAY.isoformat()), ("overdue", "2020-01-01"), ("never", "")):
        client.post(LIST + "new/", typed(purpose=purpose, changed_on=day))
    page = client.get(LIST).content.decode()
    places = [page.index(f">{purpose}</a>") for purpose in ("never", "overdue", "fine")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"purpose": ""}, "This field is required"),
        ({"changed_on": "2999-01-01"}, "has not come yet"),
        ({"answerable_text": ""}, "Choose a member"),
        ({"every_days": "0"}, "greater than or equal to 1"),
        ({"purpose": "=HYPERLINK(1)"}, "id_purpose"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(
    client: Client, cast_: Cast, wrong: dict[str, str], said: str
) -> None:
    client.force_login(cast_.alice)
    answer = client.post(LIST + "new/", typed(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="db1"' in answer.content.decode()
    assert not ServiceAccount.objects.exists()


def test_no_stranger_and_no_weaker_role_comes_near(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    client.post(LIST + "new/", typed())
    uid = ServiceAccount.objects.get().uid
    client.force_login(cast_.charlie)
    assert "nightly backup" not in client.get(LIST).content.decode()
    for end in ("", "renewed/", "remove/"):
        assert client.post(f"{LIST}{uid}/{end}", typed(purpose="mine")).status_code == 404
    assert client.post(LIST + "new/", typed(answerable=str(cast_.alice.pk), answerable_text="")).status_code == 422
    client.force_login(cast_.bob)
    assert client.get(LIST).status_code == 403
    client.force_login(cast_.alice)
    go_stale(client)
    client.post(f"{LIST}{uid}/remove/")
    assert ServiceAccount.objects.get().purpose == "nightly backup"


def test_who_leaves_answers_no_more(client: Client, cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.ANALYST)
    client.force_login(cast_.alice)
    client.post(LIST + "new/", typed(answerable=str(ida.pk), answerable_text=""))
    assert "Ida answers for it" in client.get(LIST).content.decode()
    remove_member(cast_.alice, Membership.objects.get(account=ida))
    assert "name somebody" in client.get(LIST).content.decode()


def test_the_list_has_an_end(client: Client, cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ACCOUNTS_MAX", 1)
    client.force_login(cast_.alice)
    client.post(LIST + "new/", typed())
    assert client.post(LIST + "new/", typed()).status_code == 422
    assert ServiceAccount.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "said"), [("en", "Not used for 90 days"), ("fr", "Pas utilisé"), ("zh-hans", "90 天未使用")]
)
def test_rempart_s_own_are_shown_with_what_to_do(client: Client, cast_: Cast, code: str, said: str) -> None:
    made = make_token(cast_.alice, cast_.lavande, "CI", [Permission.READ], 365)
    ApiToken.objects.filter(pk=made.token.pk).update(created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=100))
    look_at_credentials(cast_.lavande)
    client.force_login(cast_.alice)
    with translation.override(code):
        page = client.get(LIST, headers={"accept-language": code}).content.decode()
    assert said in page
    assert "/organisation/tokens/" in page
