"""What a certificate says, in the language of the page."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rempart.design.formats import as_datetime
from rempart.people.core.certificate import What
from rempart.people.core.exam import TOLD_RIGHT
from rempart.people.store.certificates import Certificate


def title(what: str) -> str:
    """One line."""
    return {
        What.LESSONS: _("All lessons of security awareness"),
        What.HOURS: _("The hours of security awareness of a year"),
        What.TEST: _("Security awareness, test taken with success"),
        What.STAR: _("Security star of the month"),
    }[What(what)]


def told(row: Certificate) -> str:
    """What was done, exactly."""
    values = {"minutes": row.amount, "share": round(TOLD_RIGHT * 100), "points": row.amount}
    return {
        What.LESSONS: _("Took all the lessons there were then, %(minutes)s minutes that count."),
        What.HOURS: _("Took %(minutes)s minutes of lessons that count within a year."),
        What.TEST: _("Answered at least %(share)s %% of a test of twenty questions at the first try."),
        What.STAR: _("Earned the most points of %(month)s among those who wished to be named: %(points)s."),
    }[What(row.what)] % {**values, "month": row.month}


def criteria(what: str) -> str:
    """How it is earned, for the badge."""
    return {
        What.LESSONS: _(
            "Each lesson read step by step; half of its questions right at once; time counted by the server."
        ),
        What.HOURS: _("Minutes of lessons, each counted once a year; time counted by the server."),
        What.TEST: _("Twenty questions drawn from all lessons; time counted by the server."),
        What.STAR: _("Points for lessons, tests and reports within one month. Engagement, not skill."),
    }[What(what)]


def day(at_ms: int) -> str:
    """The day (UTC), as the language writes it."""
    return date_format(as_datetime(at_ms), "DATE_FORMAT")
