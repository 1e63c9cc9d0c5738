"""Periods, states and refusals of erasing and keeping, in the language of the page."""

import re
from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.directory.actions.erase_person import OnHold
from rempart.directory.core.holds import HoldState, Scope

HOLD_STATES: dict[HoldState, Promise] = {
    HoldState.ASKED: pgettext_lazy("hold", "waits for a second person; in force meanwhile"),
    HoldState.LAPSED: pgettext_lazy("hold", "not in force: nobody approved it within a week"),
    HoldState.HELD: pgettext_lazy("hold", "in force"),
    HoldState.LIFTED: pgettext_lazy("hold", "lifted"),
    HoldState.OVER: pgettext_lazy("hold", "its time is over"),
}

REASONS: dict[str, Promise] = {
    "access": gettext_lazy("Sign-ins, sessions, devices: long enough to look back over a year, and no longer."),
    "backup": gettext_lazy("Who asked for backups and restores: a break-in is often found months later."),
    "updates": gettext_lazy("Who laid which update live: what it brought is often found months later."),
    "companion": gettext_lazy("Who did what on a site, and from where: as for sign-ins."),
    "contest": gettext_lazy("Contests name nobody; who called one: as for sign-ins."),
    "directory": gettext_lazy("Who the people are: as long as they are here, and gone with them."),
    "inventory": gettext_lazy("Who took a known flaw in hand: by then it has been mended and talked over."),
    "ledger": gettext_lazy("The record about itself."),
    "lifecycle": gettext_lazy("Joining, moving, leaving: until the next yearly review has asked about it."),
    "mail": gettext_lazy("Who reported a mail, judged one or held a drill: individual results are gone after a year."),
    "maturity": gettext_lazy("Who claimed, reviewed or accepted something: as long as the person is here."),
    "notices": gettext_lazy("Who was told: by then each notice has been read or repeated."),
    "people": gettext_lazy("Who took which lesson: hours are counted over a year."),
    "record": gettext_lazy("Who looked into the record: as for sign-ins."),
    "scanner": gettext_lazy("What a measurement happens to see of people is not its purpose."),
    "staging": gettext_lazy("Who asked for copies and drills, and went into one: as for running the product."),
    "tenants": gettext_lazy("Moving and closing an organisation: as for running the product."),
    "upkeep": gettext_lazy("Running the product: a break-in is often found months later."),
    "watch": gettext_lazy("Who took an outage in hand: by then it has been mended and talked over."),
}


_HAN_AND_DIGIT = re.compile(r"(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)")  # a space stands between them, as on every page


def day_of(moment_ms: int) -> str:
    """The day (UTC), as the language writes it."""
    return _HAN_AND_DIGIT.sub("\u00a0", date_format(datetime.fromtimestamp(moment_ms / 1000, UTC), "DATE_FORMAT"))


def on_hold_text(hold: OnHold) -> str:
    """Why nothing may be erased now, and what would change that."""
    if hold.scope == Scope.PERSON:
        said = _("A legal hold keeps this person’s data until %(day)s. Once two people have lifted it, erase again.")
    else:
        said = _("A legal hold keeps everything here until %(day)s. Once two people have lifted it, erase again.")
    return said % {"day": day_of(hold.until_ms)}


def last_owner_text() -> str:
    """Why this membership cannot end yet."""
    return _("This is the last owner who can sign in. Make someone else an owner first, and let them come in once.")


def bad_hold_text(code: str) -> str:
    """What to change in the form."""
    return {
        "no_target": _("Nobody and nothing here goes by that name. Leave it empty only for the whole organisation."),
        "no_reason": _("Say why: whoever approves has to weigh it."),
        "long_reason": _("The reason is too long."),
        "past": _("This day is over already."),
        "too_long": _("At most five years ahead; ask again when it comes to that."),
    }[code]
