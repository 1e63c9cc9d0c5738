"""The guide's order, declared: what its text puts first, by line, and what must stand before what."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from rempart.maturity.core.control import Control
from rempart.maturity.core.verdict import Verdict
from rempart.terms.level import Dimension, Level

FIRST_LINE = 162  # "start with a WAF and malware scans ... then account isolation and DDoS protection"
# Towards a level, the rows named first in line 162, in its words' order (ROAD-02, ROAD-03).
FIRST: Mapping[Level, tuple[str, ...]] = {
    Level.TWO: ("WAF-", "MAL-"),
    Level.THREE: ("ISO-", "DDOS-"),
}
NOT_FIRST = 99
# The lines of each level's section.
SECTIONS: Mapping[Level, range] = {
    Level.NONE: range(0),
    Level.ONE: range(43, 64),
    Level.TWO: range(64, 86),
    Level.THREE: range(86, 110),
    Level.FOUR: range(110, 129),
    Level.FIVE: range(129, 144),
}
# A control, and what must stand before it makes sense.
BEFORE: Mapping[str, tuple[str, ...]] = {
    "restore_time_known": ("backup_daily",),
    "backup_known_clean": ("backup_daily", "malware_scanned_regularly"),
    "backup_encrypted": ("backup_off_server",),
    "full_restore_in_one_click": ("backup_daily", "restore_time_known"),
    "updates_tested_before_live": ("staging_available",),
    "tls_renewed_automatically": ("tls_certificate_valid",),
    "https_everywhere": ("tls_certificate_valid",),
    "hsts": ("https_everywhere",),
    "malware_answer_known": ("malware_scanned_regularly",),
    "firewall_rules_current": ("sql_injection_stopped",),
    "firewall_rules_fit_the_risk": ("firewall_rules_current",),
    "firewall_rules_bespoke": ("firewall_rules_fit_the_risk",),
    "record_tamper_evident": ("user_activity_recorded", "server_events_recorded"),
    "record_kept_long_enough": ("user_activity_recorded", "server_events_recorded"),
    "incident_process_exercised": ("incident_contacts_known",),
    "findings_of_attacks_closed": ("attacked_on_schedule",),
    "exploited_flaws_fixed_24h": ("components_inventoried",),
    "critical_flaws_fixed_48h": ("components_inventoried",),
    "leavers_automatic": ("leavers_removed",),
    "backups_out_of_reach": ("three_two_one_backup",),
}


class GuideStep(msgspec.Struct, frozen=True, kw_only=True):
    """`needs` are unmet controls that come first; `key` what the look from inside takes; line None = not of the guide."""

    control: str
    level: int
    source_line: int | None
    needs: tuple[str, ...]
    key: str | None


def lines(control: Control) -> tuple[int, ...]:
    """The lines of the guide that a control names in its `source` ("guide 1:90, 1:106")."""
    return _lines(control.source)


@lru_cache(maxsize=512)  # asked again for each of many sites
def _lines(source: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\b1:(\d+)", source))


def place(control: Control) -> tuple[int, int, int, int, str, str]:
    """Where the guide puts a control: level, wall before watch, named first, line, row, name.

    A step of the watch comes after the wall's next level: from level 1 the guide goes on with the firewall
    (line 162), and our own rule asks for a watch one below the wall.
    """
    is_watch = control.dimension is Dimension.WATCH
    return (
        control.level + is_watch,
        is_watch,
        _first(control),
        _own_line(control) or 10_000,
        min(control.rows, default=""),
        control.id,
    )


def _own_line(control: Control) -> int | None:
    """The first line inside the level's own section, else the first of all (its tables and questions)."""
    return _line_in(_lines(control.source), control.level)


@lru_cache(maxsize=512)
def _line_in(named: tuple[int, ...], level: Level) -> int | None:
    section = SECTIONS[level]
    return min((number for number in named if number in section), default=min(named, default=None))


def _first(control: Control) -> int:
    return _place_in_first(control.rows, control.level) if control.dimension is Dimension.WALL else NOT_FIRST


@lru_cache(maxsize=512)
def _place_in_first(rows: tuple[str, ...], level: Level) -> int:
    named = FIRST.get(level, ())
    return next((n for n, prefix in enumerate(named) if any(row.startswith(prefix) for row in rows)), NOT_FIRST)


def line(control: Control) -> int | None:
    """The line that gives the place: 162 where it names the control first, else the control's own."""
    return _own_line(control) if _first(control) == NOT_FIRST else FIRST_LINE


def order(controls: Iterable[Control], verdicts: Mapping[str, Verdict]) -> tuple[GuideStep, ...]:
    """All mandatory controls that do not pass yet, in the declared order, needs before what needs them."""
    open_ = {c.id: c for c in controls if c.mandatory and not (c.id in verdicts and verdicts[c.id].passes)}
    done: dict[str, GuideStep] = {}

    def visit(control: Control, above: tuple[str, ...]) -> None:
        if control.id in done or control.id in above:
            return
        needs = tuple(name for name in BEFORE.get(control.id, ()) if name in open_)
        for name in needs:
            visit(open_[name], (*above, control.id))
        done[control.id] = GuideStep(
            control=control.id,
            level=int(control.level),
            source_line=line(control),
            needs=needs,
            key=control.key.value if control.key is not None else None,
        )

    for control in sorted(open_.values(), key=place):
        visit(control, ())
    return tuple(done.values())
