"""Maison Lavande with a row behind each door, and what some doors need besides: a form, or something that came before."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from rempart.mail.actions.fix_figures import fix_figures
from rempart.mail.actions.report_keys import make_key
from rempart.mail.actions.take_report import report_mail
from rempart.mail.core.drill.states import State
from rempart.mail.core.reported.states import Way
from rempart.mail.store.reports import Cluster
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
from rempart.people.actions.begin_lesson import begin_lesson
from rempart.people.actions.certificates import issue_certificate
from rempart.people.actions.join_programme import join
from rempart.people.actions.make_plan import make_plan
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.package_add import add_package
from rempart.people.actions.package_change import open_package
from rempart.people.actions.package_take import begin as begin_package
from rempart.people.actions.session_seat import take_seat
from rempart.people.actions.take_exam import begin_exam
from rempart.people.core.case_library import cases
from rempart.people.core.certificate import What
from rempart.people.core.library import lessons
from rempart.people.core.self_check import questions
from rempart.people.store.exercise import Held
from rempart.people.store.models import Card
from rempart.people.store.plan import Exam, PlanItem
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
from tests.mail.drills.house import drilled
from tests.mail.hits.drill import make_drill, people
from tests.people import packages
from tests.people.programmes import running as open_programme_of
from tests.people.programmes import today
from tests.record.places import settle
from tests.record.receivers import CA_PEM
from tests.updates import stall

# Of rows outside the other's reach.
MARKS = ("http://127.0.0.1:1/", "http://127.0.0.1:1<", "Zéphyrine", "Atelier-nord", "Lavandin")
DAY = DAY_S * 1000
ARCHIVE = "a" * 12  # a set that was brought in
INSIDE = "https://127.0.0.1:1/"  # barred at once: a test message goes nowhere


@dataclass(frozen=True)
class Ahead:
    """What a door needs beyond a row: `row` that must be this one, a form, parts of the address, what came before.

    `is_bare`: it begins a transaction itself and changes nothing that another door would miss.
    """

    row: str = ""
    form: Mapping[str, Any] | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    first: Callable[[], object] | None = None
    is_bare: bool = False


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
        **learnt(alice, firm),
        **reported(alice, firm),
        **fixed_drill(firm),
        **drilled(alice, firm),
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


def fixed_drill(firm: Organisation) -> dict[str, str]:
    """A drill by mail that is over, with its figures fixed."""
    drill = make_drill(firm, people(firm, 9), state=State.DONE, ended_ms=now_ms() - 9 * DAY)
    fix_figures(drill.campaign)
    return {"fixed_drill": drill.campaign.uid}


def learnt(alice: Account, firm: Organisation) -> dict[str, str]:
    """A lesson that Alice has begun, and a question that comes again to her."""
    name, found = next(iter(lessons().items()))
    card = Card.objects.create(
        account=alice, organisation=firm, lesson=name, question=found["en"].questions[0].id, box=1, due_ms=0
    )
    room: dict[str, Any] = {
        "organisation": firm,
        "exercise": "phone",
        "lead": alice.uid,
        "people": 3,
        "begun_ms": now_ms(),
    }
    ended = Held.objects.create(**room, ended_ms=now_ms(), notes="Lavandin")
    return {
        "attempt": begin_lesson(alice, firm, found["en"]).uid, "card": card.uid,
        "room": Held.objects.create(**room).uid, "held_room": ended.uid,
        **taught(alice, firm),
        **planned(alice, firm),
        **from_elsewhere(alice, firm),
    }  # fmt: skip


def reported(alice: Account, firm: Organisation) -> dict[str, str]:
    """A mail that waits for triage, and a key of Alice's report button."""
    raw = b"From: a@x.example\r\nSubject: odd\r\n\r\nhello"
    report_mail(alice, firm, raw, Way.PAGE)
    return {"cluster": Cluster.objects.get(organisation=firm).uid, "report_key": make_key(alice, firm).key.uid}


def taught(alice: Account, firm: Organisation) -> dict[str, str]:
    """A programme that is open, with a meeting tomorrow in which Alice has a seat; and one that is being prepared."""
    running = open_programme_of(alice, firm)
    join(alice, running.programme)
    take_seat(alice, running.session)
    draft = make_programme(alice, firm, "four_sessions", today())
    return {"programme": running.programme.uid, "meeting": running.session.uid, "draft": draft.uid}


def planned(alice: Account, firm: Organisation) -> dict[str, str]:
    """A plan, a test under way, a test behind her and what certifies it."""
    make_plan(alice, firm, {one.id: one.options[-1].id for one in questions()})
    taken = {"begun_ms": 1, "shown_ms": 1, "ended_ms": now_ms() - 2 * DAY, "right": 20, "asked": 20}
    Exam.objects.create(account=alice, organisation=firm, **taken)
    return {
        "plan_item": PlanItem.objects.filter(account=alice)[0].uid,
        "test": begin_exam(alice, firm).uid,
        "certificate": issue_certificate(alice, firm, What.TEST).uid,
    }


def from_elsewhere(alice: Account, firm: Organisation) -> dict[str, str]:
    """A lesson that others made, which Alice has begun."""
    with tempfile.NamedTemporaryFile() as held:
        held.write(packages.simple())
        held.flush()
        row = add_package(alice, firm, Path(held.name), "lesson.zip")
    open_package(alice, row, 20)
    row.refresh_from_db()
    return {"lesson_package": row.uid, "package_attempt": begin_package(alice, row).uid}


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
        **{f"{verb} /lessons/<slug:name>/": Ahead(values={"name": next(iter(lessons()))}) for verb in ("GET", "POST")},
        **{f"GET /cases/<slug:name>/{page}": Ahead(values={"name": next(iter(cases()))}) for page in ("", "steps/")},
        "GET /api/v1/cases/<str:name>": Ahead(values={"name": next(iter(cases()))}),
        "GET /exercises/<slug:name>/": Ahead(values={"name": "phone"}),
        "POST /exercises/<slug:name>/": Ahead(values={"name": "phone"}),
        "GET /exercises/<slug:name>/cards/": Ahead(values={"name": "phone"}),
        "GET /exercises/held/<str:uid>/": Ahead("held_room"),
        "GET /exercises/held/<str:uid>/screen/": Ahead("room"),
        "POST /exercises/held/<str:uid>/mark/": Ahead("room", {"mark": "reported", "seen": "1"}),
        "POST /exercises/held/<str:uid>/notes/": Ahead("room", {"notes": "quiet"}),
        "POST /exercises/held/<str:uid>/end/": Ahead("room", {}),
        **{f"{verb} /lessons/attempt/<str:uid>/": Ahead("attempt") for verb in ("GET", "POST")},
        **{f"{verb} /triage/<str:uid>/": Ahead("cluster") for verb in ("GET", "POST")},
        "POST /report/button/<str:uid>/end/": Ahead("report_key"),
        **{
            f"{verb} /programme/sessions/<str:uid>/{page}": Ahead("meeting")
            for verb, page in (("GET", ""), ("POST", ""), ("GET", "session.ics"))
        },
        **{
            f"{verb} /programmes/sessions/<str:uid>/{page}/": Ahead("meeting")
            for verb, page in (("GET", "edit"), ("POST", "edit"), ("GET", "sheet"))
        },
        "POST /programme/": Ahead(form={"do": "hide", "programme": rows["programme"]}),
        "POST /api/v1/programmes": Ahead(form={"starts_on": "2027-01-04"}),
        "POST /api/v1/programmes/<str:uid>/open": Ahead("draft"),
        "POST /my/plan/": Ahead(form={"item": rows["plan_item"]}),
        **{f"{verb} /my/test/<str:uid>/": Ahead("test") for verb in ("GET", "POST")},
        "POST /my/points/": Ahead(form={"do": "choose", "part": "in"}),
        "POST /my/certificates/": Ahead(form={"what": "test"}),
        "GET /my/certificates/<str:uid>/certificate.pdf": Ahead("certificate"),
        "GET /my/certificates/<str:uid>/badge.jwt": Ahead("certificate"),
        "POST /learning/prizes/": Ahead(form={"do": "budget", "budget": "10"}),
        **{
            f"{verb} /packages/{page}": Ahead(row, form, values=values)
            for verb, page, row, form, values in (
                ("GET", "<str:uid>/", "lesson_package", None, {}),
                ("POST", "<str:uid>/", "lesson_package", {"do": "close"}, {}),
                ("GET", "attempt/<str:uid>/<int:number>/", "package_attempt", None, {"number": "0"}),
                ("POST", "attempt/<str:uid>/<int:number>/keep/", "package_attempt", None, {"number": "0"}),
            )
        },
        "PUT /api/v1/packages/<str:uid>/state": Ahead("lesson_package", {"state": "closed"}),
        "GET /lessons/<slug:name>/package/<slug:form>.zip": Ahead(
            values={"name": next(iter(lessons())), "form": "cmi5"}
        ),
        "GET /api/v1/lessons/<str:name>/package/<str:form>": Ahead(
            values={"name": next(iter(lessons())), "form": "cmi5"}
        ),
        "POST /lessons/repeat/": Ahead(form={"card": rows["card"], "asked": "0", "value": "0"}),
        **_drill_doors(),
        "POST /api/v1/drills": Ahead(form={"name": "Spring", "template": "parcel"}),
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


def _drill_doors() -> dict[str, Ahead]:
    """Named, so that the matrix tries no other row first."""
    rows = {
        "way_out": ("ways-out/<str:uid>/", "ways-out/<str:uid>/do/"),
        "drill_mail": ("mails/<str:uid>/", "mails/<str:uid>/remove/"),
        "past_drill": ("past/<str:uid>/remove/",),
        "drill": tuple(f"<str:uid>/{page}" for page in ("", "people/", "start/", "stop/", "drop/", "decide/")),
    }
    named = {
        f"{verb} /campaigns/{page}": Ahead(row)
        for row, pages in rows.items()
        for page in pages
        for verb in ("GET", "POST")
    }
    for verb in ("GET", "POST"):
        named[f"{verb} /campaigns/<str:uid>/step/<slug:step>/"] = Ahead("drill", values={"step": "what"})
        named[f"{verb} /campaigns/<str:uid>/preview/<slug:tongue>/"] = Ahead("drill", values={"tongue": "fr"})
    named["POST /api/v1/drills/<str:uid>/unknown"] = Ahead("drill", {"decision": "again"})
    return {**named, "POST /campaigns/ways-out/<str:uid>/do/": Ahead("way_out", {"do": "remove"})}
