"""The pages of outlets and of the export: settings, secrets, tests, archives."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

import rempart_verify
from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.ledger import keys, store
from rempart.record.actions.deliver import deliver
from rempart.record.store import outlets
from rempart.record.store.models import Outlet
from tests.cast import PASSWORD, Cast, go_stale
from tests.record.places import integrate
from tests.record.receivers import Got, http_receiver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(client: Client, cast_: Cast) -> Client:
    """Signed in a moment ago."""
    client.force_login(cast_.alice)
    return client


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Got]:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with http_receiver() as got:
        yield got


def add(client: Client, got: Got) -> tuple[Outlet, str]:
    typed = {"name": "Centre", "url": f"http://127.0.0.1:{got.port}/in", "least_severity": "0", "from_start": "on"}
    page = client.post("/record/outlets/new/webhook/", typed).content.decode()
    found = re.search(r"whsec_[A-Za-z0-9+/=]+", page.replace("&#x3D;", "="))
    assert found is not None
    return Outlet.objects.get(), found[0]


def test_an_outlet_from_the_form_to_its_deliveries(alice: Client, cast_: Cast, receiver: Got) -> None:
    outlet, secret = add(alice, receiver)
    assert outlets.unseal(outlet).secret == secret
    integrate()
    while deliver(outlet.pk):
        pass
    page = alice.get(f"/record/outlets/{outlet.uid}/").content.decode()
    assert "taken" in page
    assert secret not in page
    assert "Centre" in alice.get("/record/outlets/").content.decode()


def test_each_button_does_its_work(alice: Client, cast_: Cast, receiver: Got) -> None:
    outlet, secret = add(alice, receiver)
    do = f"/record/outlets/{outlet.uid}/do/"
    alice.post(do, {"do": "test"})
    assert receiver.posts[0][0]["webhook-id"].startswith("test-")
    alice.post(do, {"do": "pause"})
    outlet.refresh_from_db()
    assert outlet.state == Outlet.PAUSED
    alice.post(do, {"do": "resume"})
    assert "whsec_" in alice.post(do, {"do": "rotate"}).content.decode()
    outlet.refresh_from_db()
    held = outlets.unseal(outlet)
    assert (held.older, outlet.state) == (secret, Outlet.ACTIVE)
    alice.post(do, {"do": "remove"})
    assert not Outlet.objects.exists()


@pytest.mark.parametrize(
    ("unit", "typed", "wrong"),
    [
        ("webhook", {"url": "ftp://x"}, "o_url"),
        ("webhook", {"url": ""}, "o_url"),
        ("ocsf", {"url": "https://x.example/", "authorization": "a\r\nX-Evil: 1"}, "o_authorization"),
        ("syslog", {"transport": "tls", "host": "bad host", "port": "6514"}, "o_host"),
        ("syslog", {"transport": "tls", "host": "a.example", "port": "0"}, "o_port"),
        ("cef", {"transport": "tls", "host": "a.example", "port": "1", "ca": "no certificate"}, "o_ca"),
    ],
)
def test_what_cannot_work_is_said_beside_its_field(alice: Client, unit: str, typed: dict[str, str], wrong: str) -> None:
    answer = alice.post(f"/record/outlets/new/{unit}/", {"name": "N", "least_severity": "0", **typed})
    assert answer.status_code == 422
    assert f'id="{wrong}_error"' in answer.content.decode()
    assert not Outlet.objects.exists()


def test_a_stored_header_is_never_shown_again(alice: Client, cast_: Cast, receiver: Got) -> None:
    typed = {"name": "N", "url": "https://x.example/", "authorization": "Splunk 4711", "least_severity": "0"}
    alice.post("/record/outlets/new/ocsf/", typed)
    outlet = Outlet.objects.get()
    for where in ("", "settings/"):
        assert "4711" not in alice.get(f"/record/outlets/{outlet.uid}/{where}").content.decode()


def test_an_old_sign_in_does_not_suffice(client: Client, cast_: Cast) -> None:
    cast_.alice.set_password(PASSWORD)
    cast_.alice.save()
    client.force_login(cast_.alice)
    go_stale(client)
    for where in ("/record/export/", "/record/outlets/new/syslog/"):
        answer = client.get(where)
        assert answer.status_code == 302
        assert "reauthenticate" in answer.headers["location"]


def test_outlets_of_another_firm_do_not_exist(alice: Client, cast_: Cast, receiver: Got) -> None:
    outlet, _ = add(alice, receiver)
    alice.force_login(cast_.charlie)
    for where in ("", "settings/"):
        assert alice.get(f"/record/outlets/{outlet.uid}/{where}").status_code == 404
    assert alice.post(f"/record/outlets/{outlet.uid}/do/", {"do": "remove"}).status_code == 404
    alice.force_login(cast_.bob)
    assert alice.get(f"/record/outlets/{outlet.uid}/").status_code == 403


def test_a_range_is_downloaded_noted_and_verified(client: Client, cast_: Cast, tmp_path: Path) -> None:
    for number in range(300):
        add_site(cast_.alice, cast_.lavande, f"https://s{number}.example")
    integrate()
    client.force_login(cast_.bob)
    answer = client.post("/record/export/", {"first": "260", "last": "262"})
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    assert [name for name in names if "entries/000" in name] == []
    key = str(keys.load(state_folder()).verifier(cast_.lavande.uid))
    assert rempart_verify.main([str(tmp_path / cast_.lavande.uid), "--key", key]) == 0
    integrate()
    (noted,) = store.read_after(raw_connection(), cast_.lavande.uid, kinds=["record.log.exported"])
    assert noted.entry.body["first"] == 256


def test_a_range_that_is_none_is_said(client: Client, cast_: Cast) -> None:
    integrate()
    client.force_login(cast_.bob)
    for first, last in (("5", "2"), ("999", "1000"), ("x", "1")):
        assert client.post("/record/export/", {"first": first, "last": last}).status_code == 422
