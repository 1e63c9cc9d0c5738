"""How far a membership reaches: a colleague who is limited to another site, host or team finds nothing of this one.

Attack of promise 15 in docs/threat-model.md.
"""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client

from rempart.directory.actions.action import action, demand, now_ms, role_of
from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.add_team import add_team
from rempart.directory.actions.assign_host import assign_host
from rempart.directory.actions.change_role import change_role
from rempart.directory.actions.change_team import change_team
from rempart.directory.actions.limit_member import OwnerIsWhole, limit_member
from rempart.directory.actions.remove_site import remove_site
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Permission, Role
from rempart.directory.core.standing import Reach
from rempart.directory.store.models import Host, Membership, Owned, Person, Site, Team
from rempart.directory.store.reach import narrow
from rempart.maturity.actions.publish_proof import withdraw_proof
from rempart.scanner.actions.request_run import request_run
from tests.cast import Cast, colleague
from tests.console.test_fence import NAMES, fill, values_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "http://127.0.0.1:1", is_private=True)


@pytest.fixture
def other(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "http://127.0.0.1:2", is_private=True)


@pytest.mark.parametrize(
    ("name", "route", "parameters"), [row for row in NAMES if row[2]], ids=[n for n, _, p in NAMES if p]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_colleague_of_another_site_finds_nothing(
    client: Client, ours: Site, other: Site, cast_: Cast, name: str, route: str, parameters: list[str], method: str
) -> None:
    """An officer, who may do nearly everything: on the other site alone."""
    client.force_login(colleague(cast_.lavande, "Dora", Role.OFFICER, reach=[other]))
    response = getattr(client, method)(fill(route, parameters, values_for(ours, cast_, route)))
    assert response.status_code in (403, 404, 405), name
    assert ours.address.encode() not in response.content


def test_lists_hold_only_ones_own(client: Client, cast_: Cast, ours: Site, other: Site) -> None:
    client.force_login(colleague(cast_.lavande, "Dora", Role.OFFICER, reach=[other]))
    for page in ("/sites/", "/organisation/sites/"):
        html = client.get(page).content.decode()
        assert other.address in html, page
        assert ours.address not in html, page
    assert client.get(f"/sites/{other.uid}/").status_code == 200


def test_a_host_brings_its_sites_along(client: Client, cast_: Cast, ours: Site, other: Site) -> None:
    box = add_host(cast_.alice, cast_.lavande, name="Box 1", supplier=None)
    far = add_host(cast_.alice, cast_.lavande, name="Box 2", supplier=None)
    assign_host(cast_.alice, other, box)
    assign_host(cast_.alice, ours, far)
    dora = colleague(cast_.lavande, "Dora", Role.HOST, reach=[box])
    client.force_login(dora)
    html = client.get("/organisation/sites/").content.decode()
    assert other.address in html
    assert ours.address not in html
    assert "Box 2" not in html


def test_a_team_lead_sees_the_team(client: Client, cast_: Cast) -> None:
    atelier = add_team(cast_.alice, cast_.lavande, "Atelier")
    bureau = add_team(cast_.alice, cast_.lavande, "Bureau")
    people = [NewPerson("Émile", "", "1", "Atelier"), NewPerson("Fatou", "", "2", "Bureau")]
    _, fatou = add_people(cast_.alice, cast_.lavande, people)
    lead = colleague(cast_.lavande, "Dora", Role.TEAM_LEAD, reach=[atelier])
    client.force_login(lead)
    html = client.get("/organisation/people/").content.decode()
    assert "Émile" in html
    assert "Fatou" not in html
    assert client.get(f"/organisation/teams/{atelier.uid}/").status_code == 200
    assert client.get(f"/organisation/teams/{bureau.uid}/").status_code == 404
    assert client.post(f"/organisation/teams/{atelier.uid}/", {"people": "Fatou"}).status_code == 403
    hr = colleague(cast_.lavande, "Hugo", Role.HR, reach=[atelier])
    with pytest.raises(PermissionDenied):
        change_team(hr, atelier, join=[fatou])  # drawing her in would make her theirs to see


def test_actions_refuse_what_views_refuse(cast_: Cast, ours: Site, other: Site) -> None:
    dora = colleague(cast_.lavande, "Dora", Role.OFFICER, reach=[other])
    request_run(dora, other)
    for attempt in (lambda: request_run(dora, ours), lambda: withdraw_proof(dora, ours)):
        with pytest.raises(PermissionDenied):
            attempt()
    with pytest.raises(PermissionDenied):
        add_site(dora, cast_.lavande, "https://new.example")


def test_an_action_that_forgets_its_row_refuses_the_limited(cast_: Cast, other: Site) -> None:
    dora = colleague(cast_.lavande, "Dora", Role.OFFICER, reach=[other])
    with pytest.raises(PermissionDenied), action(dora, cast_.lavande, Permission.MEASURE):
        pass
    demand(dora, cast_.lavande, Permission.MEASURE, other)
    with pytest.raises(PermissionDenied):
        demand(dora, cast_.lavande, Permission.MEASURE, cast_.lavande)


def test_the_last_row_gone_leaves_nothing(client: Client, cast_: Cast, ours: Site, other: Site) -> None:
    """A scope whose only site was removed must not turn into the whole organisation."""
    dora = colleague(cast_.lavande, "Dora", Role.OFFICER, reach=[other])
    remove_site(cast_.alice, other)
    client.force_login(dora)
    assert client.get(f"/sites/{ours.uid}/").status_code == 404
    with pytest.raises(PermissionDenied):
        demand(dora, cast_.lavande, Permission.READ, ours)


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, Owned)], ids=lambda m: m.__name__)
def test_whoever_reaches_nothing_sees_no_row_of_any_table(cast_: Cast, ours: Site, model: type[Owned]) -> None:
    """A table that a later release adds is hidden from the limited until it says what it belongs to."""
    request_run(cast_.alice, ours)
    seen = narrow(model._default_manager.all(), [Reach()], cast_.bob)
    strangers = [row for row in seen if getattr(row, "account_id", cast_.bob.pk) != cast_.bob.pk]
    assert strangers == []
    if model in (Site, Host, Team, Person):
        assert not seen.exists()


def test_an_owner_is_never_limited_and_nobody_limits_upwards(cast_: Cast, ours: Site) -> None:
    alice = Membership.objects.get(account=cast_.alice)
    with pytest.raises(OwnerIsWhole):
        limit_member(cast_.alice, alice, reach=[ours])
    with pytest.raises(OwnerIsWhole):
        limit_member(cast_.alice, alice, reach=None, until_ms=now_ms() + 1)
    admin = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    with pytest.raises(PermissionDenied):
        limit_member(admin, Membership.objects.get(account=cast_.bob), reach=[ours])
    stranger = add_site(cast_.charlie, cast_.velos, "https://velos.example")
    with pytest.raises(PermissionDenied):
        limit_member(cast_.alice, Membership.objects.get(account=cast_.bob), reach=[stranger])


def test_becoming_an_owner_lifts_every_limit(cast_: Cast, ours: Site) -> None:
    bob = Membership.objects.get(account=cast_.bob)
    limit_member(cast_.alice, bob, reach=[ours], until_ms=now_ms() + 60_000)
    change_role(cast_.alice, bob, Role.OWNER)
    bob.refresh_from_db()
    assert (bob.is_scoped, bob.until_ms) == (False, None)


def test_access_ends_by_itself(client: Client, cast_: Cast, ours: Site) -> None:
    bob = Membership.objects.get(account=cast_.bob)
    limit_member(cast_.alice, bob, reach=None, until_ms=now_ms() - 1)
    assert role_of(cast_.bob, cast_.lavande) is None
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{ours.uid}/").status_code == 403
    assert client.post("/organisation/choose", {"organisation": cast_.lavande.uid}).status_code == 404
