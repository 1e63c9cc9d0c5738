"""Maison Lavande with a row behind each door, and what some doors need besides: a form, or something that came before."""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount

from rempart.access.actions.providers import save_provider
from rempart.access.actions.register_device import register_device
from rempart.access.actions.service_accounts import save_service_account
from rempart.access.store.break_glass import SealedAccess
from rempart.access.store.models import Provider, SignIn
from rempart.access.store.service_accounts import ServiceAccount
from rempart.backup.actions.opened import places, sources
from rempart.backup.actions.plans import add_store, set_plan
from rempart.backup.core.updraft import MARK
from rempart.channel.place import state_folder
from rempart.companion.store.models import Link
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.delegate import delegate
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.actions.make_token import make_token
from rempart.directory.actions.review_access import open_review
from rempart.directory.core.holds import Scope
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.closures import Closure
from rempart.directory.store.models import Account, Organisation, Person, Site, Team
from rempart.directory.store.reviews import ReviewItem
from rempart.directory.store.rights import Privilege
from rempart.inventory.store.models import Exposure
from rempart.lifecycle.actions.connections import add_connection, connectors
from rempart.lifecycle.actions.scim_tokens import make_token as make_scim_token
from rempart.lifecycle.store.models import Transition
from rempart.maturity.actions.accept_risk import accept_risk
from rempart.maturity.actions.grant_exemption import ask_exemption
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.actions.offer_document import offer_document
from rempart.maturity.core.exemption import may_be_exempt
from rempart.maturity.store.catalogue import catalogue
from rempart.notices.actions.change_way import Wish as WayWish
from rempart.notices.actions.change_way import add_way
from rempart.notices.actions.watch_peers import add_peer
from rempart.notices.store.models import Notice
from rempart.record.actions.change_outlet import Wish, add_outlet
from rempart.scanner.actions.request_run import request_run
from rempart.staging.core.stage import Purpose, Stage
from rempart.staging.store.models import SiteCopy
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.severity import Severity
from rempart.updates.actions.ask import ask as ask_update
from rempart.updates.actions.paths import pictures
from rempart.updates.actions.take_package import take_upload
from rempart.updates.core.stages import Work
from rempart.updates.store.models import Job as UpdateJob
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import shelf
from rempart.watch.actions.announce_work import announce_work
from rempart.watch.actions.change_monitor import Wish as MonitorWish
from rempart.watch.actions.change_monitor import add_monitor
from rempart.watch.actions.probes import invite_probe
from tests.backup.house import only_a_row
from tests.cast import Cast, colleague
from tests.console.ahead import Ahead
from tests.console.house_contest import contest_doors, contest_rows
from tests.console.house_learning import learning_doors, learning_rows
from tests.console.house_mail import mail_doors, mail_rows
from tests.record.places import settle
from tests.record.receivers import CA_PEM
from tests.updates import stall

# Of rows outside the other's reach.
MARKS = ("http://127.0.0.1:1/", "http://127.0.0.1:1<", "Zéphyrine", "Atelier-nord", "Lavandin")
DAY = DAY_S * 1000
ARCHIVE = "a" * 12  # a set that was brought in
INSIDE = "https://127.0.0.1:1/"  # barred at once: a test message goes nowhere


@dataclass(frozen=True)
class House:
    """Rows by what they are; `other` and `other_team` are what the limited colleague reaches."""

    rows: dict[str, str]
    other: Site
    other_team: Team
    ahead: dict[str, Ahead]


def make_house(cast_: Cast) -> House:
    alice, firm = cast_.alice, cast_.lavande
    paul = colleague(firm, "Paul", Role.OFFICER)
    site = add_site(alice, firm, "http://127.0.0.1:1", is_private=True)
    other = add_site(alice, firm, "http://127.0.0.1:2", is_private=True)
    people = [NewPerson("Zéphyrine", "", "1", "Atelier-nord"), NewPerson("Fatou", "", "2", "Bureau")]
    person, second = add_people(alice, firm, people)
    open_review(firm, alice)
    judge_site(site)
    Link.objects.create(organisation=firm, site=site, home=site.address, state="waiting")  # nobody answers there
    rows = {
        "site": site.uid,
        "run": request_run(alice, site).uid,
        "person": person.uid,
        "team": person.teams.get().uid,
        "host": add_host(alice, firm, name="Box", supplier=None).uid,
        "member": cast_.bob.membership_set.get().uid,
        "review": firm.accessreview_set.get().uid,
        **rights(cast_, paul),
        **ways_in(alice, firm),
        **ways_out(alice, firm),
        **leaving(alice, firm, person),
        **watched(alice, firm, site),
        **kept(alice, firm, site),
        **updated(alice, site),
        **learning_rows(alice, firm),
        **mail_rows(alice, firm),
        **contest_rows(alice, firm),
        "flaw": exposed(firm, site).uid,
    }
    settle()
    return House(rows, other, second.teams.get(), ahead(cast_, paul, site, rows))


def rights(cast_: Cast, paul: Account) -> dict[str, str]:
    """Asked for, lent, handed on, held."""
    alice, firm, now = cast_.alice, cast_.lavande, now_ms()
    lent = ask_privilege(alice, firm, Permission.READ, hours=1, reason="work")
    grant_approval(paul, lent, seen=lent.digest)
    return {
        "hold": ask_hold(alice, firm, Scope.ORGANISATION, "", "case", now + DAY).uid,
        "approval": ask_privilege(alice, firm, Permission.MEASURE, hours=1, reason="work").uid,
        "of_another": ask_privilege(paul, firm, Permission.OPERATE, hours=1, reason="work").uid,
        "lent": Privilege.objects.get(account=alice).uid,
        "delegation": delegate(alice, firm, cast_.bob, from_ms=now, until_ms=now + DAY).uid,
        "token": make_token(alice, firm, "row", [Permission.READ], 1).token.uid,
    }


def ways_in(alice: Account, firm: Organisation) -> dict[str, str]:
    """Sessions, devices, providers, service accounts, envelopes."""
    now = now_ms()
    signed_in = SignIn.objects.create(account=alice, way="password", started_ms=now, seen_ms=now)
    dump = ServiceAccount(organisation=firm, purpose="Lavandin dump", place="db", answerable_text="The host")
    save_service_account(alice, dump)
    settings = {"entity_id": "https://idp.example/", "sso_url": "https://idp.example/sso", "x509cert": CA_PEM}
    provider = Provider(organisation=firm, kind=Provider.SAML, name="Lavandin", settings=settings, is_on=True)
    provider.client_id = provider.uid
    save_provider(alice, provider, "")
    SocialAccount.objects.create(user=alice, provider=provider.uid, uid="alice")
    used = {
        "organisation": firm,
        "sealed_by": alice,
        "sealed_ms": now,
        "opened_ms": now,
        "until_ms": now + HOUR_S * 1000,
    }
    return {
        "service": dump.uid,
        "session": signed_in.uid,
        "device": register_device(alice, firm, "Lavandin laptop", "computer").uid,
        "provider": provider.uid,
        "break_glass": SealedAccess.objects.create(**used, state=SealedAccess.OPEN).uid,
        "closed_glass": SealedAccess.objects.create(**used, state=SealedAccess.CLOSED, closed_ms=now).uid,
    }


def ways_out(alice: Account, firm: Organisation) -> dict[str, str]:
    """Outlets, notices, who is told, who is watched."""
    now = now_ms()
    outlet, _ = add_outlet(alice, firm, "webhook", Wish("Lavandin", {"url": INSIDE}), from_start=False)
    wish = WayWish("Lavandin", {"address": "a@b.example"}, Severity.NOTICE)
    notice = Notice.objects.create(
        organisation=firm, cause="lavandin", kind="notices.peer.silent", severity=Severity.CRITICAL, subject_kind="peer",
        subject_id="Lavandin", body={"silent_s": 180}, log=firm.uid, index=0, last_index=0, first_at_ms=now, last_at_ms=now,
    )  # fmt: skip
    asked = OrganisationExport.objects.create(organisation=firm, asked_by=alice, asked_at_ms=now)
    made = OrganisationExport.objects.create(
        organisation=firm, asked_by=alice, asked_at_ms=now, state=OrganisationExport.READY, tries=1, until_ms=now + DAY
    )
    shelf.file_of(made).write_bytes(b"sealed")
    return {
        "export": asked.uid,
        "exported": made.uid,
        "outlet": outlet.uid,
        "notice": notice.uid,
        "way": add_way(alice, firm, "mail", wish, for_room=False).uid,
        "peer": add_peer(alice, firm, "Lavandin", 60).peer.uid,
    }


def watched(alice: Account, firm: Organisation, site: Site) -> dict[str, str]:
    """A monitor, announced work, a probe elsewhere."""
    wish = MonitorWish("Lavandin", 60, {"address": "http://127.0.0.1:1/"})
    now = now_ms()
    return {
        "monitor": add_monitor(alice, firm, site, "http", wish).uid,
        "work": announce_work(alice, firm, site, "Lavandin", now, now + DAY).uid,
        "place": invite_probe(alice, firm, "Lavandin")[0].uid,
    }


def leaving(alice: Account, firm: Organisation, person: Person) -> dict[str, str]:
    """A connected system, the identity system's token, somebody who left."""
    now = now_ms()
    given = {"address": INSIDE, "secret": "geheim"}
    left = Transition.objects.create(
        organisation=firm, person=person, person_uid=person.uid, kind="leave", source="hand", stage="applied",
        hr_at_ms=now, due_at_ms=now, applied_at_ms=now, closed_at_ms=now, digest="0" * 64,
    )  # fmt: skip
    return {
        "connection": add_connection(alice, firm, connectors()["webhook"], "Lavandin", given).uid,
        "scim": make_scim_token(alice, firm, "Lavandin", 30)[0].uid,
        "leaver": left.uid,
    }


def kept(alice: Account, firm: Organisation, site: Site) -> dict[str, str]:
    """A plan, a place, a snapshot that only its row knows."""
    store = add_store(alice, firm, places()["folder"], "Lavandin", {})
    plan = set_plan(alice, site, sources()["here"], {"engine": "none"}, [store], every_s=3_600)
    vault, plain = plan.vaults.get(), {"taken_at_ms": now_ms(), "tables": 0, "rows": 0}
    row = only_a_row(vault, **plain)
    only_a_row(vault, **plain, restic_id="1" * 8, brought_from=f"{MARK}:{ARCHIVE}")
    SiteCopy.objects.create(
        organisation=firm, site=site, purpose=Purpose.STAGING, stage=Stage.WAITING, asked_by="system",
        asked_at_ms=now_ms(), expires_at_ms=now_ms() + DAY,
    )  # fmt: skip
    return {"store": store.uid, "snapshot": row.uid}


def updated(alice: Account, site: Site) -> dict[str, str]:
    """A package that was laid live and can be taken back."""
    row = take_upload(alice, site, stall.archive("1.1"))
    job = ask_update(alice, row, Work.APPLY)
    UpdateJob.objects.filter(pk=job.pk).update(stage="done", step="live", undo_until_ms=now_ms() + DAY)
    trial = ask_update(alice, row, Work.TRY)
    (pictures(trial) / "0-before.png").write_bytes(b"\x89PNG")
    return {"package": row.uid, "update_job": trial.uid}


def exposed(firm: Organisation, site: Site) -> Exposure:
    """A known flaw of the site."""
    now = now_ms()
    return Exposure.objects.create(
        organisation=firm, site=site, key="Lavandin-1", parts=[["plugin", "sample", "1.0"]], severity=Severity.WARNING,
        arrived_ms=now, began_ms=now, found_ms=now,
    )  # fmt: skip


def ahead(cast_: Cast, paul: Account, site: Site, rows: Mapping[str, str]) -> dict[str, Ahead]:
    """By door. What is posted names rows of this house."""
    firm = cast_.lavande
    free = next(name for name, unit in catalogue().controls.items() if may_be_exempt(unit))
    exempt = ask_exemption(paul, site, catalogue().controls, free, reason="none here", days=9)
    risk = accept_risk(cast_.alice, site, "hsts", reason="not now", days=9)
    document = offer_document(
        paul, site, "hsts", title="Annex", issuer="Ardoise", issued_by_host=False, content=b"%PDF-1.7 contract", days=9,
        folder=state_folder(),
    )  # fmt: skip
    item = ReviewItem.objects.get(organisation=firm, account=cast_.bob, what="membership")
    done = {"review": "A key was lost; it is replaced."}
    name = {"do": "set", "person": rows["person"], "name": "zephyrine"}
    return {
        "GET /organisation/approvals/<str:uid>/decide/": Ahead("of_another"),
        "POST /organisation/approvals/<str:uid>/decide/": Ahead("of_another"),
        "GET /organisation/break-glass/<str:uid>/review/": Ahead("closed_glass"),
        "POST /organisation/break-glass/<str:uid>/review/": Ahead("closed_glass", done),
        "POST /organisation/devices/<str:uid>/trust/": Ahead("device", {"trust": "1"}),
        "POST /organisation/leavers/systems/": Ahead(form={"uid": rows["connection"], "do": "pause"}),
        "POST /organisation/leavers/systems/<str:uid>/names/": Ahead("connection", name),
        "POST /organisation/choose": Ahead(form={"organisation": firm.uid}),
        "POST /organisation/review/": Ahead(form={"do": "keep", "item": item.uid}),
        "POST /organisation/closing/open/": Ahead(first=lambda: _close(firm)),
        "GET /sites/<str:uid>/documents/<str:document>/": Ahead("site", values={"document": document.uid}),
        "POST /sites/<str:uid>/exemptions/approve/": Ahead("site", {"exemption": exempt.uid}),
        "POST /sites/<str:uid>/exemptions/end/": Ahead("site", {"exemption": exempt.uid}),
        "POST /sites/<str:uid>/risks/withdraw/": Ahead("site", {"risk": risk.uid}),
        "POST /watch/monitors/<str:uid>/do/": Ahead("monitor", {"do": "pause"}),
        "POST /watch/alarm/": Ahead(form={"do": "ring"}),
        "POST /watch/page/": Ahead(form={"do": "renew"}),
        "GET /sites/<str:uid>/vault/plan/<str:source>/": Ahead("site", values={"source": "here"}),
        "POST /sites/<str:uid>/vault/plan/<str:source>/": Ahead("site", values={"source": "here"}),
        "GET /sites/<str:uid>/vault/restore/<str:snapshot>/": Ahead("site", values={"snapshot": rows["snapshot"]}),
        "POST /sites/<str:uid>/vault/restore/<str:snapshot>/": Ahead("site", values={"snapshot": rows["snapshot"]}),
        **{
            f"{verb} /sites/<str:uid>/updates/<str:package>/{page}": Ahead(
                "site", form, values={"package": rows["package"]}
            )
            for verb, page, form in (
                ("GET", "", None),
                ("POST", "", {"do": "try"}),
                ("GET", "live/", None),
                ("POST", "live/", None),
                ("GET", "back/", None),
                ("POST", "back/", {"do": "compare"}),
            )
        },
        **{
            f"{verb} /api/v1/sites/<str:uid>/updates/<str:package>/{page}": Ahead(
                "site", form, values={"package": rows["package"]}
            )
            for verb, page, form in (
                ("GET", "jobs", None),
                ("POST", "jobs", {"work": "compare"}),
                ("POST", "trials", None),
            )
        },
        "GET /sites/<str:uid>/updates/pictures/<str:job>/<str:name>.png": Ahead(
            "site", values={"job": rows["update_job"], "name": "0-before"}
        ),
        "POST /api/v1/sites/<str:uid>/vault/imports": Ahead("site", {"set": "0" * 12}),
        "DELETE /api/v1/sites/<str:uid>/vault/archives/<str:nonce>": Ahead("site", values={"nonce": ARCHIVE}),
        **learning_doors(rows),
        **mail_doors(),
        **contest_doors(rows),
        "GET /vault/places/add/<str:kind>/": Ahead(values={"kind": "folder"}),
        "POST /vault/places/add/<str:kind>/": Ahead(values={"kind": "folder"}),
        "POST /vault/places/": Ahead(form={"uid": rows["store"]}),
        "POST /organisation/vulnerabilities/<str:uid>/take/": Ahead("flaw"),
        "POST /api/v1/vulnerabilities/<str:uid>/take": Ahead("flaw"),
        "POST /record/export/": Ahead(form={"first": "0", "last": "1"}, is_bare=True),
        "POST /api/v1/record/export": Ahead(is_bare=True),
        "POST /api/v1/outlets": Ahead(form={"name": "o", "format": "webhook", "settings": {"url": INSIDE}}),
        "PUT /api/v1/outlets/<str:uid>": Ahead("outlet", {"name": "o", "settings": {"url": INSIDE}}),
    }


def _close(firm: Organisation) -> None:
    now = now_ms()
    Closure.objects.create(organisation=firm, why=Closure.DELETING, at_ms=now, due_ms=now + DAY)
