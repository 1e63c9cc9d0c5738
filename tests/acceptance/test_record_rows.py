"""Rows LOG, ZT, JML, ADD-03, ADD-04 and section 12 of the acceptance list: the record, and the people who may touch it."""

import json

import pytest
from django.core import mail
from django.test import Client

from rempart.access.actions.look_at_credentials import look_one
from rempart.access.store.models import SignInRule
from rempart.access.store.service_accounts import CredentialLook
from rempart.channel.place import state_folder
from rempart.cli.command import Command
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.store.models import Membership, Person
from rempart.directory.store.rights import Approval
from rempart.events.retention import kept_days_of
from rempart.facts.service_credentials import ServiceCredentials
from rempart.ledger import keys
from rempart.ledger.verify import verify
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.maturity.core.credentials_rule import judge_credentials
from rempart.notices.core.channel import Channel
from rempart.registry.discover import discover
from rempart.terms.state import State
from tests.access.people import browser
from tests.access.web.test_learners import mailed
from tests.cast import Cast, colleague
from tests.lifecycle.actions.test_tell_leavers import connect, let_bob_go, states
from tests.record.places import settle

pytestmark = pytest.mark.django_db(transaction=True)
READS = {
    Permission.READ,
    Permission.READ_PEOPLE,
    Permission.READ_PROOF,
    Permission.READ_RECORD,
    Permission.READ_BACKUPS,
    Permission.READ_LEARNING,
    Permission.READ_DRILLS,
}


def test_LOG_02_how_long_records_are_kept_is_said_and_a_change_is_found(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    page = client.get("/organisation/retention/").content.decode()
    assert str(kept_days_of("access.account.signed_in")) in page
    settle()
    raw, signing = raw_connection(), keys.load(state_folder())
    assert verify(raw, cast_.lavande.uid, signing.verifier(cast_.lavande.uid)).ok
    where = "WHERE id = (SELECT min(id) FROM ledger_entry WHERE log = ?)"
    [kept] = raw.execute(f"SELECT tail FROM ledger_entry {where}", (cast_.lavande.uid,)).fetchone()
    raw.execute(f"UPDATE ledger_entry SET tail = front {where}", (cast_.lavande.uid,))
    found = verify(raw, cast_.lavande.uid, signing.verifier(cast_.lavande.uid))
    raw.execute(f"UPDATE ledger_entry SET tail = ? {where}", (kept, cast_.lavande.uid))  # tests share the record
    assert (found.ok, found.index) == (False, 0)


def test_LOG_04_each_step_of_a_flow_has_its_owner_in_the_record(client: Client, cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.ANALYST)
    approval = ask_privilege(ida, cast_.lavande, Permission.CONSENT, hours=1, reason="The pen-test is on Monday")
    grant_approval(cast_.alice, approval, seen=approval.digest)
    settle()
    client.force_login(cast_.alice)
    page = client.get(f"/record/about/{Approval.objects.get().uid}/").content.decode()
    for step, who in (("was asked for", ida.name), ("said yes", cast_.alice.name)):
        assert step in page
        assert who in page


@pytest.mark.parametrize("role", [Role.LEARNER, Role.PARTNER, Role.EXPERT, Role.TEAM_LEAD])
def test_ZT_03_ordinary_roles_write_nothing(role: Role) -> None:
    assert GRANTS[role] <= READS


def test_ZT_03_every_right_is_held_by_fewer_roles_than_there_are() -> None:
    for permission in set(Permission) - READS:
        holders = [role for role in Role if permission in GRANTS[role]]
        assert len(holders) <= len(Role) // 2, permission


def test_ZT_05_staff_number_and_one_time_password_open_the_learners_door(cast_: Cast) -> None:
    SignInRule.objects.create(organisation=cast_.lavande, code="lavande")
    add_people(None, cast_.lavande, [NewPerson("Ann Other", "ann@lavande.example", "K 1047")])
    came = browser()
    came.post("/learn/lavande/", {"number": "k 1047"})
    code = mailed()
    assert mail.outbox[-1].to == ["ann@lavande.example"]
    assert came.post("/learn/lavande/code/", {"code": code}).status_code == 302
    account = Person.objects.get(name="Ann Other").account
    assert Membership.objects.get(account=account).role == Role.LEARNER


def test_JML_01_and_02_a_leaver_s_access_ends_by_itself_and_the_time_is_shown(client: Client, cast_: Cast) -> None:
    connect(cast_)
    let_bob_go(cast_)
    assert not Membership.objects.filter(account=cast_.bob, account__is_active=True).exists()
    assert [state.value for state in states(cast_)] == ["partial", "partial"], "one system has not answered yet"
    client.force_login(cast_.alice)
    page = client.get("/organisation/leavers/").content.decode()
    assert all(word in page for word in ("Median", "Worst", "1 leaver", "1 still open"))


def test_AUTH_05_weak_reused_and_never_changed_credentials_are_found(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    listed = {"purpose": "nightly backup", "place": "db1", "answerable_text": "the host", "every_days": "90"}
    client.post("/organisation/service-accounts/new/", listed)
    for name in ("Keys", "Doors"):
        given = {"address": "http://127.0.0.1:9/", "secret": "autumn-2024"}
        add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], name, given)
    while look_one():
        pass
    page = client.get("/organisation/service-accounts/").content.decode()
    assert all(word in page for word in ("Never changed", "Can be guessed", "Is the same as another one"))
    assert "autumn-2024" not in page
    told = json.loads(CredentialLook.objects.get(organisation=cast_.lavande).told)
    assert (told["weak"], told["reused"], told["never_changed"]) == (2, 1, 1)
    opinion = judge_credentials(ServiceCredentials(**told))
    assert opinion.state is State.NOT_MET


def test_ADD_03_the_product_is_run_by_its_own_commands(client: Client) -> None:
    commands = set(discover("rempart.cli.commands", Command))
    assert commands >= {
        "doctor",
        "backup",
        "restore",
        "upgrade",
        "uninstall",
        "rotate_key",
        "support_bundle",
        "service",
    }
    assert client.get("/health").json() == {"state": "ok"}
    assert client.get("/ready").json()["state"] in ("ready", "not_ready")


def test_ADD_04_the_ways_that_are_named() -> None:
    named = {"mail", "webhook", "teams", "slack", "feishu", "wecom", "sms"}
    assert named <= set(discover("rempart.notices.channels", Channel))


def test_the_roles_that_the_texts_name_exist() -> None:
    named = {
        "owner", "host", "analyst", "guard", "hr", "identity_admin", "privileged_admin", "learner", "team_lead",
        "finance_clerk", "finance_approver", "compliance", "officer", "expert", "supplier", "auditor", "partner",
        "agency", "red_team", "blue_team",
    }  # fmt: skip
    assert named == {role.value for role in Role}
