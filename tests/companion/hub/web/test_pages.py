"""The pages: who sees what, what they show, and what a form does. Sites here answer nothing: port 1 of this machine."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from rempart.channel import sealed
from rempart.companion.core.states import LinkState
from rempart.companion.store.links import place_of
from rempart.companion.store.models import Link, SiteUser
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from tests.cast import Cast, go_stale

pytestmark = pytest.mark.django_db
CODE = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "http://127.0.0.1:1", is_private=True)


@pytest.fixture
def link(site: Site) -> Link:
    """As after a look; what a site calls its things may hold anything."""
    row = Link(organisation=site.organisation, site=site, home=site.address, state=LinkState.CONNECTED.value)
    row.key_seed, row.site_key, row.key_id = sealed.encrypt(b"k" * 32, place_of(row)), "0" * 64, "0123456789abcdef"
    row.connected_at_ms = row.last_ok_ms = row.looked_at_ms = 1_772_323_200_000
    plugin = {
        "file": "shop/shop.php", "name": "Shop", "version": "1.0<script>", "is_active": True, "offer": "1.1",
        "is_automatic": False, "is_known": True,
    }  # fmt: skip
    row.inventory = {"core": {"version": "6.5.5", "offers": []}, "plugins": [plugin], "themes": [], "php": "8.2"}
    row.settings = {"file_editor_off": False, "config_mode": 0o644, "risky_functions_left": ["exec"]}
    row.hello = {"companion": "1.0.0", "ops": []}
    row.save()
    SiteUser.objects.create(
        link=row, number=7, login="a" * 64, roles=["administrator"], runs_site=True, factors=["totp"]
    )
    return row


def test_before_anything_it_says_what_to_do(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    page = client.get(f"/sites/{site.uid}/companion/").content.decode()
    assert f"/sites/{site.uid}/companion/connect/" in page
    assert "not connected" in client.get("/organisation/companions/").content.decode()


def test_what_the_site_shows(client: Client, cast_: Cast, site: Site, link: Link) -> None:
    client.force_login(cast_.alice)
    page = client.get(f"/sites/{site.uid}/companion/").content.decode()
    for said in ("6.5.5", "<b>1.1</b>", "authenticator app", "644", "exec", "0123456789abcdef"):
        assert said in page
    assert "<script>1" not in page
    assert "1.0<script>" not in page


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
@pytest.mark.parametrize("state", list(LinkState))
def test_each_state_has_a_page(client: Client, cast_: Cast, site: Site, link: Link, state: str, language: str) -> None:
    Link.objects.update(state=state, trouble="lied_signature", changed_at_ms=1_772_323_200_000)
    client.force_login(cast_.alice)
    answer = client.get(f"/sites/{site.uid}/companion/", headers={"accept-language": language})
    assert answer.status_code == 200
    assert "lied_signature" not in answer.content.decode()


def test_an_auditor_reads_and_connects_nothing(client: Client, cast_: Cast, site: Site, link: Link) -> None:
    client.force_login(cast_.bob)
    page = client.get(f"/sites/{site.uid}/companion/").content.decode()
    assert "disconnect" not in page
    for door in ("connect", "disconnect"):
        assert client.get(f"/sites/{site.uid}/companion/{door}/").status_code == 403
        assert client.post(f"/sites/{site.uid}/companion/{door}/").status_code == 403
    Link.objects.get(state=LinkState.CONNECTED)


def test_connecting_takes_a_fresh_proof(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    go_stale(client)
    for door in ("connect", "disconnect"):
        answer = client.post(f"/sites/{site.uid}/companion/{door}/", {"code": CODE})
        assert answer.status_code == 302
        assert "reauthenticate" in answer.headers["Location"]
    assert not Link.objects.exists()


def test_no_code_is_told_before_the_site_is_asked(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    answer = client.post(f"/sites/{site.uid}/companion/connect/", {"code": "hello"})
    assert answer.status_code == 422
    assert not Link.objects.exists()


def test_a_site_that_does_not_answer_waits(
    client: Client, cast_: Cast, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    client.force_login(cast_.alice)
    answer = client.post(f"/sites/{site.uid}/companion/connect/", {"code": CODE})
    assert answer.status_code == 422
    assert "refuses connections" in answer.content.decode()
    assert Link.objects.get().state == LinkState.WAITING


def test_letting_go_of_a_site_that_cannot_be_told(
    client: Client, cast_: Cast, site: Site, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    client.force_login(cast_.alice)
    assert client.get(f"/sites/{site.uid}/companion/disconnect/").status_code == 200
    answer = client.post(f"/sites/{site.uid}/companion/disconnect/", follow=True)
    assert "could not be told" in answer.content.decode()
    link.refresh_from_db()
    assert bytes(link.key_seed) == b""
    assert not SiteUser.objects.exists()
    assert client.get(f"/sites/{site.uid}/companion/disconnect/").status_code == 302


def test_the_plug_in_comes_as_it_is_built(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    answer = client.get("/organisation/companions/rempart-companion.zip")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "rempart-companion/rempart-companion.php" in ZipFile(BytesIO(answer.content)).namelist()


def test_the_api_says_the_same(cast_: Cast, site: Site, link: Link) -> None:
    token = make_token(cast_.alice, cast_.lavande, "t", [Permission.READ], 1).secret
    client = Client(headers={"Authorization": f"Bearer {token}"})
    assert client.get("/api/v1/companions").json()["items"][0]["state"] == "connected"
    whole = client.get(f"/api/v1/sites/{site.uid}/companion").json()
    assert whole["editors"][0]["number"] == 7
    assert "key_seed" not in whole
