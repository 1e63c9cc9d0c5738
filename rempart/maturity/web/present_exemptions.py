"""Stones that do not apply here, said by hand: who asked, who approved, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rempart.maturity.core.control import Control
from rempart.maturity.core.exemption import may_be_exempt
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.maturity.web.stones import OPEN_LOOKS, UNSEEN_LOOKS, look_of, proven_of


@dataclass(frozen=True, slots=True)
class Asked:
    """An exemption as recorded; names are what to show, `may_approve` is for the member who looks."""

    uid: str
    control: str
    reason: str
    asked_by: str
    approver: str
    until_ms: int
    may_approve: bool = False


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """An exemption in words."""

    uid: str
    title: str
    href: str
    reason: str
    state: str
    until_ms: int
    is_waiting: bool
    may_approve: bool


@dataclass(frozen=True, slots=True)
class ExemptionsPage:
    """Everything exemptions.html shows; `choices` are the stones that may be declared not applicable."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    now: list[ExemptionRow]
    ended: list[ExemptionRow]
    choices: list[tuple[str, str]]
    chosen: str
    approve_href: str
    end_href: str
    error: str
    may_ask: bool


def exemptions_page(
    frame: Frame,
    controls: Mapping[str, Control],
    now: Sequence[Asked],
    ended: Sequence[Asked] = (),
    *,
    chosen: str = "",
    error: str = "",
    may_ask: bool = True,
) -> ExemptionsPage:
    """`chosen` is the control asked for in the address; `error` what to do differently after a refused form."""
    base = frame.links.page("exemptions")
    return ExemptionsPage(
        tabs=tabs(frame.links, "risks"),
        crumbs=crumbs(frame.links, frame.address, _("Does not apply")),
        title=_("Stones that do not apply to us"),
        lead=_(
            "One person asks, another approves; at most two a level, for at most a year. TLS, backup, updates, sign-in and the record always apply."
        ),
        lab=bool(frame.document["lab"]),
        now=[_row(frame, one) for one in now],
        ended=[_row(frame, one) for one in ended],
        choices=_choices(frame, controls),
        chosen=chosen,
        approve_href=f"{base}approve/",
        end_href=f"{base}end/",
        error=error,
        may_ask=may_ask,
    )


def _choices(frame: Frame, controls: Mapping[str, Control]) -> list[tuple[str, str]]:
    found = []
    for entry in frame.document["controls"]:
        unit = controls.get(entry["id"])
        look = look_of(entry, proven_of(frame.document, entry["dimension"]))
        if unit is not None and may_be_exempt(unit) and look in OPEN_LOOKS + UNSEEN_LOOKS:
            found.append((entry["id"], frame.texts.control(entry["id"]).title))
    return found


def _row(frame: Frame, one: Asked) -> ExemptionRow:
    names = {"asker": one.asked_by, "approver": one.approver}
    if one.approver:
        state = _("Asked by %(asker)s, approved by %(approver)s.") % names
    else:
        state = _("Asked by %(asker)s; a second person has not approved it yet.") % names
    title = frame.texts.control(one.control).title
    return ExemptionRow(
        one.uid,
        title,
        frame.links.stone(one.control),
        one.reason,
        state,
        one.until_ms,
        not one.approver,
        one.may_approve,
    )
