"""What the vault's page says before a hosted site is put back: what the site has to allow, whether it does, and where."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.store.models import Job, Snapshot, Vault
from rempart.companion.actions.connect import connect
from rempart.directory.actions.add_site import add_site
from tests.cast import Cast
from tests.companion.hub.double import CODE, Double, doubled

pytestmark = pytest.mark.django_db


class Doored(Double):
    """Its window is open until then, or closed."""

    until: int | None = None
    is_network = False

    def hello(self) -> dict[str, Any]:
        told = {"window_until": self.until, "roots": ["site"], "prefix": "wp_", "restore": None}
        return {**super().hello(), **told, "is_multisite": self.is_network}


@pytest.fixture
def double() -> Iterator[Double]:
    with doubled(Doored()) as found:
        yield found


@pytest.fixture
def page(cast_: Cast, double: Double, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    site = add_site(cast_.alice, cast_.lavande, double.home, is_private=True)
    connect(cast_.alice, site, CODE)
    store = add_store(cast_.alice, cast_.lavande, places()["folder"], "Own", {})
    set_plan(cast_.alice, site, sources()["companion"], {}, [store], every_s=86_400)
    row = Snapshot.objects.create(
        organisation=cast_.lavande, vault=Vault.objects.get(), restic_id="ab" * 32, taken_at_ms=1_700_000_000_000,
        files=3, bytes=4, bytes_added=4, tables=1, rows=5, seconds=1, digest="0" * 64, notes=["own_ini"],
    )  # fmt: skip
    return reverse("vault_restore", args=[site.uid, row.uid])


def test_it_says_what_the_site_has_to_allow_and_leads_there(page: str, double: Double, cast_: Cast) -> None:
    who = Client()
    who.force_login(cast_.alice)
    text = who.get(page).content.decode()
    assert f'href="{double.home}/wp-admin/tools.php?page=rempart-companion"' in text
    assert "only while an administrator allows it" in text
    assert "network of sites" not in text
    assert "wp-config.php" in text
    refused = who.post(page, {"paths": "", "tables": ""})
    assert refused.status_code == 422
    assert "Nobody at the site allows it now." in refused.content.decode()
    assert not Job.objects.filter(work="restore").exists()
    assert isinstance(double, Doored)
    double.until = int(time.time()) + 600
    assert "begin before" in who.get(page).content.decode()
    assert who.post(page, {"paths": "", "tables": ""}).status_code == 302
    assert Job.objects.filter(work="restore").count() == 1


def test_a_network_is_opened_in_its_own_administration(page: str, double: Double, cast_: Cast) -> None:
    assert isinstance(double, Doored)
    double.is_network = True
    who = Client()
    who.force_login(cast_.alice)
    text = who.get(page).content.decode()
    assert f'href="{double.home}/wp-admin/network/settings.php?page=rempart-companion"' in text
    assert "WordPress there has to be a network before a copy of one comes back" in text


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Ce que le site doit permettre"), ("zh-hans", "网站需要允许的事")]
)
def test_in_the_language_of_the_page(page: str, cast_: Cast, language: str, words: str) -> None:
    who = Client(headers={"accept-language": language})
    who.force_login(cast_.alice)
    cast_.alice.__class__.objects.filter(pk=cast_.alice.pk).update(language=language[:2])
    assert words in who.get(page).content.decode()


def test_a_site_that_was_wiped_is_told_what_to_do(page: str, double: Double, cast_: Cast) -> None:
    double.is_shut = True
    who = Client()
    who.force_login(cast_.alice)
    text = who.get(page).content.decode()
    assert "install WordPress, upload the companion" in text
    assert who.post(page, {"paths": "", "tables": ""}).status_code == 302  # it may be back in a moment: the work says
