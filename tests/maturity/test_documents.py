"""Attacks on documents: who offered one cannot review it, nor can strangers; ended, altered and foreign ones count for nothing."""

import errno
import hashlib
import os
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rempart.channel.place import state_folder
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Site
from rempart.maturity.actions.offer_document import DOCUMENTS, MAX_BYTES, offer_document, review_document
from rempart.maturity.store.models import StoredDocument
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CONTROL = "backup_place_known"
HOSTILE = b"<html><script>alert(1)</script>"


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")


def offered(
    actor: Account, site: Site, content: bytes = b"%PDF-1.7 contract", *, by_host: bool = False
) -> StoredDocument:
    return offer_document(
        actor, site, CONTROL, title="Contract, annex 4", issuer="Ardoise", issued_by_host=by_host, content=content,
        days=30, folder=state_folder(),
    )  # fmt: skip


def upload(content: bytes = b"%PDF-1.7 contract", **more: object) -> dict[str, object]:
    file = SimpleUploadedFile("../../etc/passwd", content, content_type="text/html")
    return {"control": CONTROL, "title": "Annex", "issuer": "Ardoise", "days": 30, "file": file, **more}


def reviewed(stored: StoredDocument) -> bool | None:
    return StoredDocument.objects.get(pk=stored.pk).shows


def test_the_page_says_what_to_do_when_there_is_none(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    text = client.get(f"/sites/{site.uid}/documents/?control={CONTROL}").content.decode()
    assert 'class="empty"' in text
    assert 'enctype="multipart/form-data"' in text
    assert f'<option value="{CONTROL}" selected>' in text


def test_offered_then_reviewed_by_another(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.post(f"/sites/{site.uid}/documents/", upload()).status_code == 302
    stored = StoredDocument.objects.get()
    page = client.get(f"/sites/{site.uid}/documents/").content
    assert b'name="shows"' not in page  # not her own
    client.force_login(cast_.bob)
    assert b'name="shows"' in client.get(f"/sites/{site.uid}/documents/").content
    answer = client.post(f"/sites/{site.uid}/documents/", {"document": stored.uid, "shows": "yes"})
    assert answer.status_code == 302
    assert reviewed(stored) is True


def test_the_author_cannot_review_her_own(client: Client, site: Site, cast_: Cast) -> None:
    for by_host in (False, True):  # a host's document needs another reader too, while there is one
        stored = offered(cast_.alice, site, b"own %d" % by_host, by_host=by_host)
        with pytest.raises(ValueError, match="Someone other"):
            review_document(cast_.alice, stored, shows=True)
        client.force_login(cast_.alice)
        answer = client.post(f"/sites/{site.uid}/documents/", {"document": stored.uid, "shows": "yes"})
        assert answer.status_code == 403
        assert reviewed(stored) is None


def test_alone_she_reviews_what_the_host_issued_and_nothing_else(site: Site, cast_: Cast) -> None:
    cast_.bob.membership_set.all().delete()
    host, own = offered(cast_.alice, site, b"host", by_host=True), offered(cast_.alice, site, b"own")
    review_document(cast_.alice, host, shows=True)
    with pytest.raises(ValueError, match="Someone other"):
        review_document(cast_.alice, own, shows=True)
    assert (reviewed(host), reviewed(own)) == (True, None)


def test_an_ended_document_is_not_reviewed(client: Client, site: Site, cast_: Cast) -> None:
    stored = offered(cast_.alice, site)
    StoredDocument.objects.update(expires_at_ms=1)
    stored.refresh_from_db()
    with pytest.raises(ValueError, match="ended"):
        review_document(cast_.bob, stored, shows=True)
    client.force_login(cast_.bob)
    assert b'name="shows"' not in client.get(f"/sites/{site.uid}/documents/").content
    assert reviewed(stored) is None


def test_a_review_is_given_once(site: Site, cast_: Cast) -> None:
    stored = offered(cast_.alice, site)
    review_document(cast_.bob, stored, shows=False)
    with pytest.raises(ValueError, match="already"):
        review_document(cast_.bob, StoredDocument.objects.get(pk=stored.pk), shows=True)
    assert reviewed(stored) is False


def test_another_tenant_sees_and_reviews_nothing(client: Client, site: Site, cast_: Cast) -> None:
    stored = offered(cast_.alice, site)
    own = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    client.force_login(cast_.charlie)
    for uid in (site.uid, own.uid):
        assert client.get(f"/sites/{uid}/documents/{stored.uid}/").status_code == 404
        answer = client.post(f"/sites/{uid}/documents/", {"document": stored.uid, "shows": "yes"})
        assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        review_document(cast_.charlie, stored, shows=True)
    assert client.post(f"/sites/{site.uid}/documents/", upload()).status_code == 404
    assert reviewed(stored) is None


def test_a_document_of_another_site_of_the_same_firm_is_not_found(client: Client, site: Site, cast_: Cast) -> None:
    other = add_site(cast_.alice, cast_.lavande, "https://other.example")
    stored = offered(cast_.alice, other)
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{site.uid}/documents/{stored.uid}/").status_code == 404


@pytest.mark.parametrize(("role", "may_offer", "may_decide"), [("host", True, False), ("analyst", True, False), ("auditor", False, True), ("learner", False, False)])  # fmt: skip
def test_roles(client: Client, site: Site, cast_: Cast, role: str, may_offer: bool, may_decide: bool) -> None:
    stored = offered(cast_.alice, site)
    cast_.bob.membership_set.update(role=role)
    client.force_login(cast_.bob)
    assert (client.post(f"/sites/{site.uid}/documents/", upload(b"x")).status_code == 302) is may_offer
    answer = client.post(f"/sites/{site.uid}/documents/", {"document": stored.uid, "shows": "yes"})
    assert (answer.status_code == 302) is may_decide


def test_bytes_come_back_as_a_download_and_never_as_a_page(client: Client, site: Site, cast_: Cast) -> None:
    stored = offered(cast_.alice, site, HOSTILE)
    client.force_login(cast_.bob)
    answer = client.get(f"/sites/{site.uid}/documents/{stored.uid}/")
    assert answer.content == HOSTILE
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "passwd" not in answer.headers["Content-Disposition"]


def test_altered_bytes_are_not_handed_out(client: Client, site: Site, cast_: Cast) -> None:
    stored = offered(cast_.alice, site, b"to be altered")
    (state_folder() / "documents" / stored.sha256).write_bytes(b"altered")
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{site.uid}/documents/{stored.uid}/").status_code == 404


def test_the_file_lies_under_its_digest_whatever_its_name(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    client.post(f"/sites/{site.uid}/documents/", upload(b"named badly"))
    digest = hashlib.sha256(b"named badly").hexdigest()
    assert (state_folder() / "documents" / digest).read_bytes() == b"named badly"


@pytest.mark.parametrize("wrong", [{"control": "no_such"}, {"days": 0}, {"days": 366}, {"title": ""}, {"file": ""}])
def test_what_cannot_be_used_is_said(client: Client, site: Site, cast_: Cast, wrong: dict[str, Any]) -> None:
    client.force_login(cast_.alice)
    answer = client.post(f"/sites/{site.uid}/documents/", upload(**wrong))
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not StoredDocument.objects.exists()


def test_a_file_beyond_the_limit_is_refused(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.post(f"/sites/{site.uid}/documents/", upload(b"x" * (MAX_BYTES + 1))).status_code == 422
    assert not StoredDocument.objects.exists()


def test_hostile_words_are_escaped(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    client.post(f"/sites/{site.uid}/documents/", upload(title="<script>alert(1)</script>", issuer="<img src=x>"))
    text = client.get(f"/sites/{site.uid}/documents/").content
    assert b"<script>alert" not in text
    assert b"<img src=x>" not in text


def test_a_document_is_on_the_disk_before_the_record_speaks_of_it(
    site: Site, cast_: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut right after the claim must not leave a claim about bytes that are gone."""
    content = b"%PDF-1.7 kept through a power cut"
    place = state_folder() / DOCUMENTS / hashlib.sha256(content).hexdigest()
    synced: list[tuple[int, bool, bool]] = []
    real = os.fsync

    def seen(handle: int) -> None:
        told = StoredDocument.objects.filter(sha256=place.name).exists()
        synced.append((os.fstat(handle).st_ino, place.exists(), told))
        real(handle)

    monkeypatch.setattr(os, "fsync", seen)
    offered(cast_.alice, site, content)
    assert (place.stat().st_ino, False, False) in synced  # the bytes, before they have their name
    assert (place.parent.stat().st_ino, True, False) in synced  # the name, before the row


def test_a_full_disk_leaves_no_half_document(site: Site, cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place = state_folder() / DOCUMENTS
    place.mkdir(exist_ok=True)
    before = set(place.iterdir())
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        offered(cast_.alice, site, b"%PDF-1.7 too much")
    assert set(place.iterdir()) == before
    assert not StoredDocument.objects.exists()
