"""What follows from the business profile: why a level is needed, what would suggest more, what is too much."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.design.formats import money, spaced
from rempart.directory.store.models import Site
from rempart.facts.profile import Profile
from rempart.maturity.actions.judge_site import profile_of
from rempart.maturity.core.need import Reason, needed, too_much
from rempart.maturity.core.sayings import sentence
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.web.present import Frame
from rempart.maturity.web.stones import proven_of


@dataclass(frozen=True, slots=True)
class NeedNotes:
    """`reasons` why the wall must be higher than it stands (MOD-12), `consider` for more (MOD-13..15), `over` (MOD-16)."""

    title: str = ""
    reasons: list[str] = field(default_factory=list)
    consider: list[str] = field(default_factory=list)
    over: str = ""


def need_notes(site: Site, frame: Frame) -> NeedNotes:
    """Only what applies at the proven level; nothing without a profile."""
    profile = profile_of(site)
    return NeedNotes() if profile is None else notes_of(profile, frame)


def notes_of(profile: Profile, frame: Frame) -> NeedNotes:
    """The same from a profile at hand."""
    need, proven = needed(profile), proven_of(frame.document, "wall")
    return NeedNotes(
        title=_("The business needs wall %(level)s.") % {"level": need.wall} if need.wall > proven else "",
        reasons=[said(reason, frame.language) for reason in need.reasons] if need.wall > proven else [],
        consider=[said(reason, frame.language) for reason in need.suggested if reason.level > proven],
        over=_over(proven, need.wall, frame.language),
    )


def reasons(known: Profile, language: str) -> Iterator[str]:
    """Why this wall, why this watch, and what would suggest more; each with the lines of the guide it rests on."""
    need = needed(known)
    for reason in (*need.reasons, *need.watch_reasons):
        yield said(reason, language)
    for reason in need.suggested:
        yield _("To consider: %(reason)s") % {"reason": said(reason, language)}


def said(reason: Reason, language: str) -> str:
    """A reason with its lines."""
    text = spaced(sentence(reason.code, language=language), language)
    if not reason.lines:
        return text
    lines = ", ".join(str(line) for line in reason.lines)
    where = ngettext("Guide, line %(lines)s.", "Guide, lines %(lines)s.", len(reason.lines)) % {"lines": lines}
    return f"{text}{'' if language == 'zh' else ' '}{where}"


def _over(proven: int, need: int, language: str) -> str:
    found = too_much(catalogue().controls.values(), proven, need)
    if found is None:
        return ""
    low, high = (money(_plain(amount), language) for amount in (found.low, found.high))
    values: dict[str, int | str] = {"proven": found.proven, "needed": found.needed, "low": low, "high": high}
    return spaced(sentence("need.too_much", values, language), language)


def _plain(amount: object) -> dict[str, Any]:
    return dict(msgspec.to_builtins(amount))
