"""Somebody who reports by a button: their key, a drill of theirs, and what arrived of them."""

from dataclasses import dataclass

from rempart.channel.sealed import decrypt
from rempart.directory.core.roles import Role
from rempart.directory.store.sealed_field import context_of
from rempart.mail.actions.report_keys import make_key
from rempart.mail.core.reported.states import Way
from rempart.mail.store.reports import DrillReport, Report
from tests.cast import Cast, colleague
from tests.mail.one_drill import drill_to, person_of


@dataclass(frozen=True)
class Reporter:
    """`token` stands in a drill mail that was sent to them."""

    key: str
    token: str


def reporter(cast_: Cast) -> Reporter:
    """Lena, who learns."""
    lena = colleague(cast_.lavande, "Lena", Role.LEARNER)
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    return Reporter(make_key(lena, cast_.lavande).secret, token)


def arrived() -> tuple[list[bytes], int]:
    """The mails that were taken in by buttons, byte for byte, and how many drills were known."""
    rows = Report.objects.filter(way=Way.BUTTON).order_by("pk")
    return [decrypt(one.raw, context_of(one, "raw")) for one in rows], DrillReport.objects.count()
