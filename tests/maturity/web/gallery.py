"""Every page of maturity and the console rendered from invented data: for tests, and to be looked at (dev/pictures.py)."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from rempart.console.forms import AddressForm
from rempart.console.ledger_page import EntryPage
from rempart.design.drawing.bars import Histogram
from rempart.design.drawing.shapes import Look
from rempart.design.formats import short_language
from rempart.ledger.entry import Entry, Recorded
from rempart.maturity.core.worth import Input, Plan
from rempart.maturity.web.present import Frame, wall_page
from rempart.maturity.web.present_fleet import FleetQuery, FleetSite, fleet_page
from rempart.maturity.web.present_history import Event, Risk, history_page, risks_page
from rempart.maturity.web.present_hosting import hosting_page
from rempart.maturity.web.present_keys import OfferedDocument, documents_page, keys_page, profile_page
from rempart.maturity.web.present_levels import levels_page
from rempart.maturity.web.present_proof import Checkpoint, proof_page
from rempart.maturity.web.present_questions import Given, questions_page
from rempart.maturity.web.present_reports import DOWNLOADS, reports_page
from rempart.maturity.web.present_return import Slider, return_page
from rempart.maturity.web.present_roadmap import roadmap_page
from rempart.maturity.web.present_stone import Past, Seen, stone_page
from rempart.maturity.web.present_threats import threats_page
from rempart.record.web.proof_page import Proof
from rempart.terms.money import Money
from rempart.terms.scope import Subject
from tests.maturity.web import sample

DAY_MS = 86_400_000
NOW = sample.NOW_MS


def stone(frame: Frame) -> object:
    """A stone with a long trail."""
    seen = [
        Seen(NOW, "notlooked", "The probe was not sent", "Not ours yet.", "external", "self", "exercised", 48_209),
        Seen(NOW - DAY_MS, "failed", "3 of 10 went through", "", "external", "self", "exercised", 48_100),
        Seen(NOW - 9 * DAY_MS, "said", "“Yes, it is included.”", "No proof.", evidence="stated", index=4),
        Seen(NOW - 99 * DAY_MS, "seen", "10 of 10 blocked", "", "external", "self", "exercised", 2, is_void=True),
    ]
    past = [
        Past(NOW - 300 * DAY_MS, Look.UNKNOWN),
        Past(NOW - 200 * DAY_MS, Look.MET_AHEAD),
        Past(NOW - 30 * DAY_MS, Look.NOT_MET, "moved to another host"),
    ]
    return stone_page(frame, "sql_injection_stopped", seen, past)


def fleet(frame: Frame, text: str = "") -> object:
    """Twelve sites, one never measured."""
    heights = [
        (0, 0, 3),
        (1, 0, 3),
        (1, 1, 2),
        (2, 1, 4),
        (2, 2, 2),
        (3, 2, 3),
        (4, 1, 2),
        (1, 1, 1),
        (0, 0, None),
        (2, 0, 3),
    ]
    sites = [
        FleetSite(f"site-{n}.example", f"/sites/{n}/", sample.document(wall, watch, needed=needed), n != 5)
        for n, (wall, watch, needed) in enumerate(heights)
    ]
    sites.append(FleetSite("new.example", "/sites/new/", None))
    return fleet_page(sites, frame.texts, frame.language, FleetQuery(text))


def the_return(frame: Frame) -> object:
    """A plan that pays."""
    inputs = (
        Input(
            id="incidents_year",
            low=0.3,
            likely=0.6,
            high=1.3,
            unit="a_year",
            source="survey of shops",
            dated="2025",
            strength=1.0,
        ),
        Input(
            id="cleanup",
            low=2_200,
            likely=4_000,
            high=9_000,
            unit="money an incident",
            source="your revenue",
            dated="2026",
            strength=0.8,
        ),
        Input(
            id="effect",
            low=0.35,
            likely=0.5,
            high=0.65,
            unit="share of loss",
            source="probes",
            dated="2026",
            strength=0.3,
        ),
    )
    plan = Plan(
        mean=Money(500_000, "EUR"), p50=Money(0, "EUR"), p95=Money(2_370_000, "EUR"), cost_year=Money(60_000, "EUR"),
        saved_year=Money(210_000, "EUR"), chance_any_loss=0.47, pays_1y=0.46, pays_3y=0.81, break_even_chance=0.08,
        inputs=inputs, gains=("gain.contracts",), say="return.pays", values={"chance": 81},
    )  # fmt: skip
    sliders = [
        Slider("s-inc", "incidents", "Costly incidents a year", "0.1", "2", "0.1", "0.6", "Source: survey of shops")
    ]
    marks = ((-8_000.0, "−€8k"), (0.0, "0"), (8_000.0, "€8k"), (24_000.0, "€24k"))
    nets = Histogram((0, 2, 60, 40, 30, 25, 20, 12, 8, 5, 9), -8_000, 24_000, marks, "81 of 100 futures end above zero")
    return return_page(frame, plan, sliders, nets)


class DocumentForm(forms.Form):
    """Stands for the real form."""

    title = forms.CharField(help_text="As it is printed.")
    file = forms.FileField()


def documents(frame: Frame) -> object:
    """One waits for a review."""
    one = OfferedDocument(
        "u1",
        "Contract, annex 2",
        "Backup place known",
        "/x/",
        "Hexa Hosting",
        NOW + 90 * DAY_MS,
        "ab" * 32,
        "waiting",
        True,
    )
    return documents_page(frame, [one], DocumentForm({"title": ""}))


def reports(frame: Frame, *, public: bool = True, may_publish: bool = True) -> object:
    """With the longest addresses there are."""
    there = "https://rempart.long-name-of-an-installation.example"
    proof, badge = f"{there}/proof/abcdefghijkmnpqr/", f"{there}/badge/abcdefghijkmnpqr.svg"
    hrefs = dict.fromkeys(DOWNLOADS, "/x/")
    if not public:
        return reports_page(frame, hrefs, may_publish=may_publish, error="“🙂”")
    return reports_page(frame, hrefs, may_publish=may_publish, proof_href=proof, badge_href=badge)


def ledger_entry(frame: Frame, *, signed: bool = True) -> object:
    """One of many."""
    step = "whwpimFCfVdok7XAtUwX3SfM3sUu/jXBD8mdES0brAc="
    note = f"rempart/a056150a10cedbc0/emaca8cqxbn83tcp\n48213\n{step}\n\n— rempart/a056150a10cedbc0 {step * 2}\n"
    said = Entry(
        "maturity.verdict.reached", "emaca8cqxbn83tcp", Subject("site", "x"), NOW, "account:g9n5kx8uwpcev8rk", {}
    )
    recorded = Recorded(said, "emaca8cqxbn83tcp", 48_102, "ab" * 32, "hub", 1, 1, NOW)
    proof = Proof(
        number=48_102,
        recorded=recorded, canonical='{"actor":"account:g9n5kx8uwpcev8rk","at_ms":1795307177910,"body":{}}',
        steps=[step] * 16 if signed else None, size=48_213, root=step, checkpoint=note, holds=signed, key="k+1+x",
        newer_href="/n/", older_href="/o/",
    )  # fmt: skip
    return EntryPage(tabs=[], crumbs=[], title="HSTS", lead="", lab=False, proof=proof)


def nothing_seen(frame: Frame) -> Frame:
    """A site that was never measured."""
    controls = [{**entry, "state": "unknown", "class": None} for entry in frame.document["controls"]]
    return Frame({**frame.document, "controls": controls}, frame.texts, frame.links, frame.language, frame.now_ms)


PAGES: dict[str, tuple[str, Callable[[Frame], object]]] = {
    "wall": ("maturity/wall.html", wall_page),
    "wall-high": ("maturity/wall.html", lambda f: wall_page(sample.frame(4, 3, language=f.language, needed=5))),
    "wall-none": ("maturity/wall.html", lambda f: wall_page(sample.frame(0, 0, language=f.language, needed=None))),
    "wall-lab": ("maturity/wall.html", lambda f: wall_page(sample.frame(1, 0, language=f.language, lab=True))),
    "stone": ("maturity/stone.html", stone),
    "stone-empty": ("maturity/stone.html", lambda f: stone_page(f, "dedicated_servers")),
    "fleet": ("maturity/fleet.html", fleet),
    "fleet-nothing": ("maturity/fleet.html", lambda f: fleet(f, "lavnde")),
    "fleet-empty": ("maturity/fleet.html", lambda f: fleet_page([], f.texts, f.language)),
    "roadmap": ("maturity/roadmap.html", roadmap_page),
    "return": ("maturity/return.html", the_return),
    "return-empty": ("maturity/return.html", lambda f: return_page(f, None)),
    "threats": ("maturity/threats.html", threats_page),
    "questions": (
        "maturity/questionnaire.html",
        lambda f: questions_page(f, {"malware_scanned_regularly": Given("yes", True, NOW)}),
    ),
    "levels": ("maturity/levels.html", levels_page),
    "hosting": (
        "maturity/hosting.html",
        lambda f: hosting_page(f, {"support": "wordpress", "updates": "unknown"}),
    ),
    "hosting-empty": ("maturity/hosting.html", lambda f: hosting_page(nothing_seen(f), {})),
    "history": (
        "maturity/history.html",
        lambda f: history_page(
            f,
            [
                Event(NOW, "wall", "2", "1", "The login limit no longer holds.", 48_213),
                Event(NOW - DAY_MS, "login_attempts_limited", "met", "not_met", "12 tries in a row were let through."),
                Event(NOW - 40 * DAY_MS, "wall", "1", "2"),
            ],
        ),
    ),
    "history-empty": ("maturity/history.html", lambda f: history_page(f, [])),
    "risks": (
        "maturity/risks.html",
        lambda f: risks_page(
            f, [Risk("u", "accounts_isolated", "Claire Morel", "We move in March.", NOW + 90 * DAY_MS)]
        ),
    ),
    "risks-empty": ("maturity/risks.html", lambda f: risks_page(f, [], error="Say why.")),
    "proof": (
        "maturity/proof.html",
        lambda f: proof_page(
            f, Checkpoint("example.org/log\n48213\nmV3xq0rT7h0y=\n\n— key 7f2c", 48_213, "", NOW, "/e", "/k")
        ),
    ),
    "proof-grey": ("maturity/proof.html", lambda f: proof_page(f, is_confirmed=False)),
    "keys": (
        "maturity/keys.html",
        lambda f: keys_page(
            f, path="/.well-known/rempart.txt", token="rempart-site=7f3k", record="_rempart TXT x", consent_until_ms=NOW
        ),
    ),
    "documents": ("maturity/documents.html", documents),
    "reports": ("maturity/reports.html", reports),
    "reports-private": ("maturity/reports.html", lambda f: reports(f, public=False)),
    "reports-reader": ("maturity/reports.html", lambda f: reports(f, public=False, may_publish=False)),
    "reports-lab": (
        "maturity/reports.html",
        lambda f: reports(sample.frame(1, 0, language=f.language, lab=True), public=False),
    ),
    "ledger-entry": ("console/ledger_entry.html", ledger_entry),
    "ledger-entry-new": ("console/ledger_entry.html", lambda f: ledger_entry(f, signed=False)),
    "profile": ("maturity/profile.html", lambda f: profile_page(f, DocumentForm(), ["It sells."])),
}


def console_pages() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The console's own pages with what its views hand over."""
    yield "first-run", "console/first_run.html", {"form": AddressForm()}
    yield "first-run-wrong", "console/first_run.html", {"form": AddressForm({"address": "not an address"})}
    verdicts = [
        SimpleNamespace(control="https_everywhere", state="met", body={"say": "generic.state_met"}),
        SimpleNamespace(control="no_user_names_told", state="not_met", body={"say": "generic.state_not_met"}),
    ]
    run = SimpleNamespace(uid="abc", state="running", done=14, total=38, now_doing="tls_certificate", trouble="")
    counts = {"met": 10, "not_met": 3, "error": 0}
    site = SimpleNamespace(address="https://boulangerie-lune.example", uid="x")
    yield "progress", "console/progress.html", {"run": run, "site": site, "verdicts": verdicts, "counts": counts}
    yield "link-used", "console/link_used.html", {}
    yield "sign-in", "account/login.html", {"form": DocumentForm()}
    yield "account", "console/account.html", {"form": DocumentForm()}
    switches = {"may_measure": True, "every_hours": 12, "next_at_ms": NOW, "most_hours": 168, "site": site}
    frame = sample.frame(language=short_language(translation.get_language()))
    keys = keys_page(
        frame,
        path="https://x.example/.well-known/rempart.txt",
        token="7f3k",
        record="rempart-site=7f3k",
        consent_until_ms=NOW,
    )
    yield "keys-switches", "console/keys.html", {"page": keys, **switches}
    yield "keys-none", "console/keys.html", {"page": keys, **switches, "every_hours": None, "may_measure": False}
    for code in ("400", "403", "403_csrf", "404", "500"):
        yield code, f"{code}.html", {}


def rendered(code: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of each page in the language of Django's `code`."""
    with translation.override(code):
        request = RequestFactory().get("/")
        person = {"user": SimpleNamespace(is_authenticated=True)}
        frame = sample.frame(language=short_language(code))
        for name, (template, make) in PAGES.items():
            yield name, render_to_string(template, {"page": make(frame), **person}, request)
        for name, template, context in console_pages():
            yield name, render_to_string(template, {**context, **(person if name == "progress" else {})}, request)
