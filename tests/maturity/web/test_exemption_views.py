"""Asked by one, approved by another, ended by whoever may; never for the controls that always apply."""

import pytest
from django.test import Client

from rempart.directory.actions.add_site import add_site
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Membership, Site
from rempart.maturity.actions.judge_site import assess_site
from rempart.maturity.store.models import Exemption, VerdictRow
from tests.cast import Cast

pytestmark = pytest.mark.django_db

MAY, NEVER = "flood_absorbed", "backup_daily"


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://lavande.example")


def ask(client: Client, site: Site, control: str = MAY, days: str = "30", reason: str = "No visitors at all.") -> int:
    data = {"control": control, "days": days, "reason": reason}
    return client.post(f"/sites/{site.uid}/exemptions/", data).status_code


def test_two_people_and_an_end(client: Client, cast_: Cast, site: Site) -> None:
    base = f"/sites/{site.uid}/exemptions/"
    client.force_login(cast_.alice)
    assert b'class="empty"' in client.get(base).content
    assert ask(client, site) == 302
    assert ask(client, site) == 422  # asked for already
    asked = Exemption.objects.get()
    assert b"/approve/" not in client.get(base).content  # the asker is not offered it
    client.post(f"{base}approve/", {"exemption": asked.uid})
    asked.refresh_from_db()
    assert asked.approver is None
    auditor = Client()
    auditor.force_login(cast_.bob)
    assert ask(auditor, site) == 403
    assert b"/approve/" in auditor.get(base).content
    assert auditor.post(f"{base}approve/", {"exemption": asked.uid}).status_code == 302
    assert VerdictRow.objects.get(site=site, control=MAY).state == "not_applicable"
    assert auditor.post(f"{base}end/", {"exemption": asked.uid}).status_code == 403
    assert client.post(f"{base}end/", {"exemption": asked.uid}).status_code == 302
    assert assess_site(site).verdicts[MAY].state != "not_applicable"  # the row falls after the usual second look
    client.post(f"{base}end/", {"exemption": asked.uid})
    assert auditor.post(f"{base}approve/", {"exemption": asked.uid}).status_code == 302
    assert assess_site(site).verdicts[MAY].state != "not_applicable"  # ended is ended


@pytest.mark.parametrize(
    ("control", "days", "reason"),
    [(NEVER, "30", "x"), ("made_up", "30", "x"), (MAY, "0", "x"), (MAY, "366", "x"), (MAY, "-1", "x"),
     (MAY, "", "x"), (MAY, "²", "x"), (MAY, "9" * 5_000, "x"), (MAY, "30", " ")],
)  # fmt: skip
def test_refused_with_a_sentence(client: Client, cast_: Cast, site: Site, control: str, days: str, reason: str) -> None:
    client.force_login(cast_.alice)
    assert ask(client, site, control, days, reason) == 422
    assert not Exemption.objects.exists()


def test_a_stranger_finds_nothing(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    ask(client, site)
    asked = Exemption.objects.get()
    mine = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    stranger = Client()
    stranger.force_login(cast_.charlie)
    for uid in (site.uid, mine.uid):  # through our site, and through his own
        for verb in ("approve", "end"):
            path = f"/sites/{uid}/exemptions/{verb}/"
            assert stranger.post(path, {"exemption": asked.uid}).status_code == 404
    asked.refresh_from_db()
    assert asked.approver is None


def test_another_site_of_ours_does_not_lend_its_exemption(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    ask(client, site)
    other = add_site(cast_.alice, cast_.lavande, "https://other.example")
    Membership.objects.filter(account=cast_.bob).update(role=Role.OFFICER)
    client.force_login(cast_.bob)
    path = f"/sites/{other.uid}/exemptions/approve/"
    assert client.post(path, {"exemption": Exemption.objects.get().uid}).status_code == 404


def test_stone_and_risks_lead_there(client: Client, cast_: Cast, site: Site) -> None:
    client.force_login(cast_.alice)
    assert f"exemptions/?control={MAY}" in client.get(f"/sites/{site.uid}/stones/{MAY}/").content.decode()
    assert "exemptions/" not in client.get(f"/sites/{site.uid}/stones/{NEVER}/").content.decode()
    assert "exemptions/" in client.get(f"/sites/{site.uid}/risks/").content.decode()
