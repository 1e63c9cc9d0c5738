"""Rows and doors of mail: reports, triage, drills."""

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation
from rempart.mail.actions.fix_figures import fix_figures
from rempart.mail.actions.report_keys import make_key
from rempart.mail.actions.take_report import report_mail
from rempart.mail.core.drill.states import State
from rempart.mail.core.reported.states import Way
from rempart.mail.store.reports import Cluster
from rempart.terms.duration import DAY_S
from tests.console.ahead import Ahead
from tests.mail.drills.house import drilled
from tests.mail.hits.drill import make_drill, people

DAY = DAY_S * 1000


def mail_rows(alice: Account, firm: Organisation) -> dict[str, str]:
    """One behind each door."""
    return {**reported(alice, firm), **fixed_drill(firm), **drilled(alice, firm)}


def fixed_drill(firm: Organisation) -> dict[str, str]:
    """A drill by mail that is over, with its figures fixed."""
    drill = make_drill(firm, people(firm, 9), state=State.DONE, ended_ms=now_ms() - 9 * DAY)
    fix_figures(drill.campaign)
    return {"fixed_drill": drill.campaign.uid}


def reported(alice: Account, firm: Organisation) -> dict[str, str]:
    """A mail that waits for triage, and a key of Alice's report button."""
    raw = b"From: a@x.example\r\nSubject: odd\r\n\r\nhello"
    report_mail(alice, firm, raw, Way.PAGE)
    return {"cluster": Cluster.objects.get(organisation=firm).uid, "report_key": make_key(alice, firm).key.uid}


def mail_doors() -> dict[str, Ahead]:
    """Beside those that open by their row alone."""
    return {
        **{f"{verb} /triage/<str:uid>/": Ahead("cluster") for verb in ("GET", "POST")},
        "POST /report/button/<str:uid>/end/": Ahead("report_key"),
        **_drill_doors(),
        "PUT /api/v1/mail/intake": Ahead(form={"address": "report@firm.example"}),
        "POST /api/v1/drills": Ahead(form={"name": "Spring", "template": "parcel"}),
    }


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
