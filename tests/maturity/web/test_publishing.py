"""Strangers read a site's proof and badge only while its owner wants them to, and never more than that."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.maturity.actions.publish_proof import publish_proof, withdraw_proof
from rempart.maturity.store.models import LevelRow, PublishedProof
from tests.cast import Cast
from tests.maturity.web import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(cast_: Cast) -> Site:
    made = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    Site.objects.filter(pk=made.pk).update(title="<b>Atelier secret</b>")
    keep(made, lab=False)
    return Site.objects.get(pk=made.pk)


def keep(site: Site, *, lab: bool) -> None:
    values = {"wall": 2, "watch": 1, "judged_at_ms": sample.NOW_MS, "document": sample.document(2, 1, lab=lab)}
    LevelRow.objects.update_or_create(site=site, defaults={"organisation": site.organisation, **values})


def addresses(proof: PublishedProof) -> tuple[str, str]:
    return f"/proof/{proof.uid}/", f"/badge/{proof.uid}.svg"


def test_nothing_is_public_at_first(client: Client, site: Site) -> None:
    for uid in (site.uid, "0", "a" * 16):
        assert client.get(f"/proof/{uid}/").status_code == 404
        assert client.get(f"/badge/{uid}.svg").status_code == 404


def test_the_owner_publishes_and_withdraws(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    page = client.get(f"/sites/{site.uid}/reports/")
    assert b'value="publish"' in page.content
    assert client.post(f"/sites/{site.uid}/reports/", {"do": "publish"}).status_code == 302
    proof, stranger = PublishedProof.objects.get(), Client()
    for address in addresses(proof):
        assert stranger.get(address).status_code == 200
        assert address in client.get(f"/sites/{site.uid}/reports/").content.decode()
        assert stranger.post(address).status_code == 405
    client.post(f"/sites/{site.uid}/reports/", {"do": "withdraw"})
    for address in addresses(proof):
        assert stranger.get(address).status_code == 404


def test_published_again_keeps_its_addresses(site: Site, cast_: Cast) -> None:
    first = publish_proof(cast_.alice, site).uid
    withdraw_proof(cast_.alice, site)
    assert publish_proof(cast_.alice, site).uid == first != site.uid


def test_an_auditor_and_a_stranger_cannot_publish(client: Client, site: Site, cast_: Cast) -> None:
    for account in (cast_.bob, cast_.charlie):
        with pytest.raises(PermissionDenied):
            publish_proof(account, site)
    client.force_login(cast_.bob)
    assert client.post(f"/sites/{site.uid}/reports/", {"do": "publish"}).status_code == 403
    assert b'value="publish"' not in client.get(f"/sites/{site.uid}/reports/").content
    client.force_login(cast_.charlie)
    assert client.post(f"/sites/{site.uid}/reports/", {"do": "publish"}).status_code == 404
    assert not PublishedProof.objects.exists()


def test_a_laboratory_run_is_never_public(client: Client, site: Site, cast_: Cast) -> None:
    published = publish_proof(cast_.alice, site)
    keep(site, lab=True)
    for address in addresses(published):
        assert client.get(address).status_code == 404
    with pytest.raises(ValueError, match="laboratory"):
        publish_proof(cast_.alice, site)
    client.force_login(cast_.alice)
    refused = client.post(f"/sites/{site.uid}/reports/", {"do": "publish"})
    assert refused.status_code == 422
    assert b"nobody outside could see" in refused.content


def test_a_site_never_measured_cannot_be_published(cast_: Cast) -> None:
    empty = add_site(cast_.alice, cast_.lavande, "https://other.example")
    with pytest.raises(ValueError, match="Measure"):
        publish_proof(cast_.alice, empty)


def test_the_public_page_shows_what_is_proven_and_nothing_else(client: Client, site: Site, cast_: Cast) -> None:
    proof = publish_proof(cast_.alice, site)
    text = client.get(f"/proof/{proof.uid}/").content.decode()
    assert "openssl s_client -connect maison-lavande.example:443" in text
    assert "0" * 64 in text  # the entry's hash
    row = LevelRow.objects.get(site=site)
    from rempart.maturity.web.texts import unit_texts

    for entry in row.document["controls"]:
        if entry["state"] in ("not_met", "contradicted", "unknown", "error", "stale", "partial"):
            assert f"<b>{unit_texts('en').control(entry['id']).title}</b>" not in text
    for private in (site.uid, "Atelier", cast_.alice.email, site.token, cast_.lavande.name):
        assert private not in text


def test_grey_while_it_cannot_be_confirmed(client: Client, site: Site, cast_: Cast) -> None:
    proof = publish_proof(cast_.alice, site)
    LevelRow.objects.filter(site=site).update(is_grey=True)
    badge = client.get(f"/badge/{proof.uid}.svg?language=fr")
    assert badge.headers["Content-Type"] == "image/svg+xml"
    assert "ne peut pas être confirmé" in badge.content.decode()
    assert "max-age" in badge.headers["Cache-Control"]
    assert b"cannot be confirmed" in client.get(f"/proof/{proof.uid}/").content


def test_the_badge_does_not_start_a_judgement(client: Client, site: Site, cast_: Cast) -> None:
    proof = publish_proof(cast_.alice, site)
    LevelRow.objects.all().delete()
    assert client.get(f"/badge/{proof.uid}.svg").status_code == 404
    assert not LevelRow.objects.exists()


@pytest.mark.parametrize("kind", ["pdf", "html", "csv", "json", "sarif"])
def test_reports_are_downloads(client: Client, site: Site, cast_: Cast, kind: str) -> None:
    client.force_login(cast_.bob)
    answer = client.get(f"/sites/{site.uid}/report.{kind}?language=fr")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert f"2026-11-21.{kind}" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"<b>Atelier" not in answer.content


def test_an_unknown_report_is_not_found(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.get(f"/sites/{site.uid}/report.exe").status_code == 404
    assert client.get(f"/sites/{site.uid}/report.badge").status_code == 404


def test_a_name_that_cannot_be_printed_is_said(client: Client, site: Site, cast_: Cast) -> None:
    Site.objects.filter(pk=site.pk).update(title="Boutique 🙂")
    client.force_login(cast_.alice)
    answer = client.get(f"/sites/{site.uid}/report.pdf")
    assert answer.status_code == 409
    assert "U+1F642" in answer.content.decode()


def test_a_learner_takes_nothing_away(client: Client, site: Site, cast_: Cast) -> None:
    cast_.bob.membership_set.update(role="learner")
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{site.uid}/report.json").status_code == 403
    assert client.get(f"/sites/{site.uid}/reports/").status_code == 403
