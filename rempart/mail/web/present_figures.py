"""The sheet of one campaign's figures: lines of label, value and note, the same on the page, in the PDF and in each language."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.directory.store.models import Team
from rempart.mail.actions.fix_figures import body_of, mails_of
from rempart.mail.core.drill.states import State
from rempart.mail.core.figures.figures import Effect, effect
from rempart.mail.core.figures.intervals import share
from rempart.mail.store.drill import Campaign
from rempart.mail.store.hits import Figures
from rempart.mail.web.figures_words import DIFFICULTIES, RESEARCH, SIGNS, STATES, VERDICTS


@dataclass(frozen=True, slots=True)
class Line:
    """One figure."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`too_few` = nothing may be told yet; `fixed_ms` None = the figures still move, and there are none by team."""

    name: str
    state: str
    is_running: bool
    too_few: bool
    minimum: int
    people: int
    fixed_ms: int | None
    sending: list[Line] = field(default_factory=list)
    reports: list[Line] = field(default_factory=list)
    clicks: list[Line] = field(default_factory=list)
    groups: list[Line] = field(default_factory=list)
    effect: list[Line] = field(default_factory=list)
    teams: list[Line] = field(default_factory=list)
    hits: list[Line] = field(default_factory=list)
    research: list[tuple[str, str, str]] = field(default_factory=list)


def _language() -> str:
    return formats.short_language(get_language())


def percent(given: dict[str, Any]) -> str:
    """`30 %`, or a dash where nobody was asked."""
    return "–" if given["share"] is None else formats.share(given["share"], _language())


def interval(given: dict[str, Any]) -> str:
    """How many, and between what and what the share lies."""
    if given["share"] is None:
        return ""
    low, high = (formats.share(given[end], _language()) for end in ("low", "high"))
    said = {"k": given["k"], "n": given["n"], "low": low, "high": high}
    return _("%(k)s of %(n)s; between %(low)s and %(high)s") % said


def live_or_fixed(campaign: Campaign) -> tuple[dict[str, Any], int | None]:
    """The figures, and when they were fixed."""
    kept = Figures.objects.filter(campaign=campaign).first()
    return (body_of(campaign, with_cuts=False), None) if kept is None else (dict(kept.body), kept.at_ms)


def effect_of(campaign: Campaign) -> Effect:
    """Of its teaching page, from the fixed figures of the campaigns that came after it."""
    taught, control = [0, 0], [0, 0]
    for body in Figures.objects.filter(
        campaign__organisation=campaign.organisation_id, at_ms__isnull=False
    ).values_list("body", flat=True):
        for one in body.get("followed", []):
            if one["campaign"] == campaign.uid:
                taught = [a + b for a, b in zip(taught, one["taught"], strict=True)]
                control = [a + b for a, b in zip(control, one["control"], strict=True)]
    return effect((taught[0], taught[1]), (control[0], control[1]), campaign.team_minimum)


def by_difficulty(campaign: Campaign) -> dict[str, tuple[int, int]]:
    """Clicks and people of all fixed campaigns of the house."""
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for body in Figures.objects.filter(
        campaign__organisation=campaign.organisation_id, at_ms__isnull=False
    ).values_list("body", flat=True):
        if not body["too_few"]:
            found[body["difficulty"]][0] += body["clicked"]["k"]
            found[body["difficulty"]][1] += body["clicked"]["n"]
    return {name: (k, n) for name, (k, n) in found.items()}


def sheet(campaign: Campaign) -> Sheet:
    """As the page shows it now."""
    body, fixed = live_or_fixed(campaign)
    state = str(STATES.get(campaign.state, campaign.state))
    minimum = campaign.team_minimum
    base = Sheet(
        campaign.name, state, campaign.state in (State.READY, State.RUNNING), body["too_few"], minimum, body["people"], fixed,
        sending=_sending(campaign, body), research=[(str(text), who, where) for text, who, where in RESEARCH],
    )  # fmt: skip
    if not body["too_few"]:
        base.reports.extend(_reports(body))
        base.clicks.extend(_clicks(campaign, body))
        base.groups.extend(_groups(body))
        base.effect.extend(_effect(effect_of(campaign)))
        base.teams.extend(_teams(campaign, body))
        base.hits.extend(_hits(body["hits"]))
    return base


def _sending(campaign: Campaign, body: dict[str, Any]) -> list[Line]:
    accepted, planned = body.get("mails") or mails_of(campaign)
    return [Line(_("Mails accepted"), str(accepted), _("of %(n)s planned") % {"n": planned})]


def _reports(body: dict[str, Any]) -> list[Line]:
    language = _language()
    first, half = body["first_report_s"], body["median_report_s"]
    came = {True: _("before the first click"), False: _("after the first click"), None: ""}[body["report_came_first"]]
    found = [
        Line(pgettext("drill", "Reported"), percent(body["reported"]), interval(body["reported"])),
        Line(
            _("Reported without a click, or before it"),
            percent(body["reported_first"]),
            interval(body["reported_first"]),
        ),
        Line(_("First report after"), "–" if first is None else formats.duration(first, language), came),
        Line(_("Half of the reports within"), "–" if half is None else formats.duration(half, language)),
    ]
    real = body["real"]
    right = share(body["reported"]["k"] + real["phishing"], body["reported"]["k"] + real["decided"])
    if right.n:
        said = {"share": right.share, "low": right.low, "high": right.high, "k": right.k, "n": right.n}
        found.append(Line(_("Reports that were right"), percent(said), interval(said)))
    note = ngettext(
        "of %(n)s report of another mail that somebody has decided",
        "of %(n)s reports of other mails that somebody has decided",
        real["decided"],
    ) % {"n": real["decided"]}
    found.append(Line(_("Real phishing reported meanwhile"), str(real["phishing"]), note if real["decided"] else ""))
    return found


def _clicks(campaign: Campaign, body: dict[str, Any]) -> list[Line]:
    label = _("This mail: %(difficulty)s") % {"difficulty": DIFFICULTIES.get(body["difficulty"], body["difficulty"])}
    found = [Line(label, percent(body["clicked"]), interval(body["clicked"]))]
    for name, (k, n) in sorted(by_difficulty(campaign).items()):
        one = share(k, n)
        said = {"share": one.share, "low": one.low, "high": one.high, "k": k, "n": n}
        found.append(
            Line(
                _("All drills so far: %(difficulty)s") % {"difficulty": DIFFICULTIES.get(name, name)},
                percent(said),
                interval(said),
            )
        )
    return found


def _groups(body: dict[str, Any]) -> list[Line]:
    names = {"taught": _("Sees the teaching page"), "control": _("Control group")}
    return [
        Line(names[name], percent(one["clicked"]), interval(one["clicked"])) for name, one in body["groups"].items()
    ]


def _effect(found: Effect) -> list[Line]:
    if found.difference is None:
        return [Line(str(VERDICTS[found.verdict]), "")]
    language = _language()
    low, high = (_points(one, language) for one in (found.difference.low, found.difference.high))
    value = _points(found.difference.by, language)
    note = _("between %(low)s and %(high)s; %(taught)s people taught, %(control)s not") % {
        "low": low, "high": high, "taught": found.taught.n, "control": found.control.n,
    }  # fmt: skip
    return [Line(str(VERDICTS[found.verdict]), value, note)]


def _points(value: float, language: str) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return sign + formats.share(abs(value), language)


def _teams(campaign: Campaign, body: dict[str, Any]) -> list[Line]:
    names = dict(
        Team.objects.filter(
            organisation=campaign.organisation_id, uid__in=[one["id"] for one in body["cuts"]]
        ).values_list("uid", "name")
    )
    return [
        Line(
            _("Everybody else") if not one["id"] else names.get(one["id"], _("A team that is no more")),
            _("about %(k)s of %(n)s reported") % {"k": one["reported"], "n": one["people"]},
            _("about %(k)s clicked") % {"k": one["clicked"]},
        )
        for one in body["cuts"]
    ]


def _hits(hits: dict[str, int]) -> list[Line]:
    return [
        Line(_("Requests by people"), str(hits.get("human", 0))),
        Line(_("Requests by machines, in no figure"), str(hits.get("machine", 0))),
        *(Line(f"– {word}", str(hits[f"sign:{name}"])) for name, word in SIGNS.items() if hits.get(f"sign:{name}")),
        Line(_("Pictures fetched, unverified, in no figure"), str(hits.get("unverified", 0))),
        *([Line(_("Not judged yet"), str(hits["unjudged"]))] if hits.get("unjudged") else []),
    ]
