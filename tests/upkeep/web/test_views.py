"""The page of upkeep: for the operator of the installation alone, and its button reaches the worker."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from rempart.directory.actions.action import raw_connection, system_action
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.ledger import store
from rempart.upkeep import backup, doctor, nightly
from tests.cast import Cast, enrol
from tests.upkeep import folder

pytestmark = pytest.mark.django_db(transaction=True)
PAGE, BUTTON = "/organisation/upkeep/", "/organisation/upkeep/backup/"


@pytest.fixture
def state(tmp_path: Path, settings: LazySettings) -> Path:
    folder.furnish(tmp_path / "data")
    settings.STATE = tmp_path / "data"
    return tmp_path / "data"


def test_only_the_operator_of_the_house(client: Client, cast_: Cast, state: Path) -> None:
    officer = Account.objects.create_user("dora@lavande.example")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, officer, Role.OFFICER)
    enrol(officer)
    for account, expected in ((cast_.alice, 200), (cast_.bob, 403), (officer, 403), (cast_.charlie, 404)):
        client.force_login(account)
        assert client.get(PAGE).status_code == expected, account
        assert client.post(BUTTON).status_code == (302 if expected == 200 else expected)
        shown = client.get("/organisation/").content.decode()
        assert (PAGE in shown) == (expected == 200)
    client.logout()
    assert client.get(PAGE).status_code == 302
    assert "login" in client.get(PAGE)["Location"]


def test_the_button_reaches_the_worker_and_the_page_shows_what_came_of_it(
    client: Client, cast_: Cast, state: Path
) -> None:
    client.force_login(cast_.alice)
    assert "There is no backup yet." in client.get(PAGE).content.decode()
    assert client.get(BUTTON).status_code == 405
    answer = client.post(BUTTON, follow=True).content.decode()
    assert "The backup begins" in answer
    assert nightly.is_wished(state)
    assert nightly.back_up_if_due(state)
    shown = client.get(PAGE).content.decode()
    assert "not sealed" in shown
    assert "Back up now" in shown
    query = "SELECT count(*) FROM ledger_entry WHERE kind = 'upkeep.backup.requested' AND org = ?"
    assert raw_connection().execute(query, (cast_.lavande.uid,)).fetchone() == (1,)
    assert store.pending_count(raw_connection())


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_the_check_up_is_shown_worst_first(client: Client, cast_: Cast, state: Path, language: str) -> None:
    (state / "session.key").chmod(0o644)
    doctor.keep(state)
    found = doctor.kept(state)
    assert found is not None
    client.force_login(cast_.alice)
    shown = client.get(PAGE, headers={"accept-language": language}).content.decode()
    places = [shown.index(f'id="check-{check.id}"') for check in found.checks if check.state == "failed"]
    assert places
    assert max(places) < min(shown.index(f'id="check-{check.id}"') for check in found.checks if check.state == "ok")
    assert ("failed" in shown) == (language == "en")
    assert backup.made_in(state / "backups") == []
