"""Each kind of user begins where something waits for them; who may do nothing finds lessons, and no page about rights."""

from typing import Any

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.actions.review_access import open_review
from rempart.directory.core.provisional import PROVISIONAL
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account
from rempart.staging.core.stage import Outcome
from rempart.staging.store.models import Drill
from rempart.updates.store.models import Job, Package
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db


def first(client: Client, account: Account) -> str:
    client.force_login(account)
    return client.get("/").headers["Location"]


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.OFFICER, "/sites/"), (Role.ANALYST, "/sites/"), (Role.HR, "/organisation/leavers/"),
        (Role.IDENTITY_ADMIN, "/organisation/leavers/"), (Role.AUDITOR, "/record/"), (Role.COMPLIANCE, "/record/"),
        (Role.LEARNER, "/lessons/"), (Role.FINANCE_CLERK, "/lessons/"),
    ],
)  # fmt: skip
def test_each_role_has_its_desk(client: Client, cast_: Cast, role: Role, page: str) -> None:
    add_site(cast_.alice, cast_.lavande, "https://one.example", is_private=False)
    add_site(cast_.alice, cast_.lavande, "https://two.example", is_private=False)
    assert first(client, colleague(cast_.lavande, "Zoe", role)) == page


def test_an_owner_without_a_site_is_asked_for_one(client: Client, cast_: Cast) -> None:
    assert first(client, cast_.alice) == "/measure"


def test_what_waits_comes_before_the_desk(client: Client, cast_: Cast) -> None:
    officer = colleague(cast_.lavande, "Olga", Role.OFFICER)
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    open_review(cast_.lavande, cast_.alice)
    assert first(client, ida) == "/organisation/review/"
    ask_privilege(cast_.bob, cast_.lavande, Permission.CONSENT, hours=3, reason="the site is down")
    assert first(client, officer) == "/organisation/approvals/"
    assert first(client, ida) == "/organisation/review/"


@pytest.mark.parametrize("role", [Role.LEARNER, Role.FINANCE_APPROVER])
@pytest.mark.parametrize("page", ["approvals/", "rights/", "rights/matrix/", "rights/ask/", "rights/cover/", ""])
def test_who_may_do_nothing_reaches_no_page_about_rights(client: Client, cast_: Cast, role: Role, page: str) -> None:
    client.force_login(colleague(cast_.lavande, "Lea", role))
    assert client.get(f"/organisation/{page}").status_code == 403
    assert client.post(f"/organisation/{page}").status_code in (403, 405)


@pytest.fixture
def newcomer(cast_: Cast) -> Account:
    made = create_account(cast_.lavande, f"owner{PROVISIONAL}", None, "")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, made, Role.OWNER)
    return made


def test_the_first_level_comes_before_any_question(client: Client, cast_: Cast, newcomer: Account) -> None:
    assert first(client, newcomer) == "/measure"
    run = client.post("/measure", {"address": "https://shop.example"}).headers["Location"]
    assert client.get(run).status_code == 200
    wall = client.get("/").headers["Location"]
    assert b"/account/finish" in client.get(wall).content
    assert client.get(f"{wall}questions/").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/organisation/", "/organisation/members/", "/organisation/people/", "/organisation/approvals/",
        "/organisation/upkeep/", "/organisation/sign-in/", "/organisation/leavers/", "/record/", "/record/export/",
        "/account/sessions/", "/api/v1/sites",
    ],
)  # fmt: skip
def test_everything_else_asks_for_an_account_first_and_then_for_the_factor(
    client: Client, newcomer: Account, page: str
) -> None:
    client.force_login(newcomer)
    for answer in (client.get(page), client.post(page)):
        assert answer.headers["Location"] == "/account/finish", page
    newcomer.email = "claire@lavande.example"
    newcomer.save()
    assert client.get(page).headers["Location"] == "/account/2fa/"
    assert client.get("/measure").headers["Location"] == "/account/2fa/"


@pytest.mark.parametrize("name", ["keys", "reports", "risks", "exemptions", "documents"])
def test_nor_does_a_site_open_whole(client: Client, cast_: Cast, newcomer: Account, name: str) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://one.example", is_private=False)
    client.force_login(newcomer)
    assert client.get(f"/sites/{site.uid}/{name}/").headers["Location"] == "/account/finish"


def test_a_site_that_would_not_come_back_comes_first(client: Client, cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://one.example", is_private=False)
    told: dict[str, Any] = {"organisation": cast_.lavande, "site": site, "asked_by": "system", "asked_at_ms": 1}
    Drill.objects.create(outcome=Outcome.FAILED, **told)
    owner, officer = cast_.alice, colleague(cast_.lavande, "Olga", Role.OFFICER)
    assert first(client, owner) == f"/sites/{site.uid}/staging/"
    assert first(client, officer) == f"/sites/{site.uid}/staging/"
    assert first(client, cast_.charlie) == "/measure"  # of another house
    assert first(client, colleague(cast_.lavande, "Ann", Role.AUDITOR)) == "/record/"  # keeps no copies
    Drill.objects.create(outcome=Outcome.NOT_HELD, **told)  # says nothing
    assert first(client, owner) == f"/sites/{site.uid}/staging/"
    Drill.objects.create(outcome=Outcome.PASSED, **told)
    assert first(client, owner) == f"/sites/{site.uid}/"


def test_an_update_that_passed_waits_for_whoever_may_lay_it_live(client: Client, cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://one.example", is_private=False)
    own: dict[str, Any] = {"organisation": cast_.lavande, "site": site}
    package = Package.objects.create(
        kind="plugin", slug="a", title="A", version="2", sha256="0" * 64, bytes=1, files=1, came="upload", **own
    )
    done: dict[str, Any] = {
        "package": package,
        "stage": "done",
        "asked_by": "system",
        "asked_at_ms": 1,
        "ended_at_ms": now_ms(),
        **own,
    }
    Job.objects.create(work="try", result={"passed": False}, **done)
    assert first(client, cast_.alice) == f"/sites/{site.uid}/"
    Job.objects.create(work="try", result={"passed": True}, **done)
    assert first(client, cast_.alice) == f"/sites/{site.uid}/updates/"
    assert first(client, colleague(cast_.lavande, "Sami", Role.ANALYST)) != f"/sites/{site.uid}/updates/"
    assert first(client, cast_.charlie) == "/measure"
    Job.objects.create(work="apply", **done)
    assert first(client, cast_.alice) == f"/sites/{site.uid}/"
