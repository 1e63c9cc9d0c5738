"""Steps, outcomes and troubles of copies and drills in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

STAGES: dict[str, Promise] = {
    "waiting": pgettext_lazy("staging", "waits"),
    "making": pgettext_lazy("staging", "is being made"),
    "open": pgettext_lazy("staging", "stands"),
    "gone": pgettext_lazy("staging", "gone"),
    "failed": pgettext_lazy("staging", "failed"),
}
OUTCOMES: dict[str, Promise] = {
    "alarmed": pgettext_lazy("drill", "the alarm rings"),
    "waiting": pgettext_lazy("drill", "waits"),
    "running": pgettext_lazy("drill", "under way"),
    "passed": pgettext_lazy("drill", "passed"),
    "failed": pgettext_lazy("drill", "failed"),
    "not_held": pgettext_lazy("drill", "not held"),
    "given_up": pgettext_lazy("drill", "given up"),
}
STATES: dict[str, Promise] = {
    "passed": pgettext_lazy("drill step", "passed"),
    "failed": pgettext_lazy("drill step", "failed"),
    "skipped": pgettext_lazy("drill step", "not done"),
}
SHOWN = pgettext_lazy("drill step", "carried out")  # an attack: done whole, whatever came through
STEPS: dict[str, Promise] = {
    "detection": gettext_lazy("Alarm noticed by a person"),
    "decision": gettext_lazy("Decided by a person"),
    "restore": gettext_lazy("Brought back and masked"),
    "boot": gettext_lazy("Front page"),
    "pages": gettext_lazy("Pages"),
    "sign_in": gettext_lazy("Sign-in"),
    "media": gettext_lazy("Media"),
    "walls": gettext_lazy("No way out"),
    "updates": gettext_lazy("Updates applied"),
    "attack": gettext_lazy("Attacked"),
    "destroy": gettext_lazy("Thrown away"),
}
PROGRESS: dict[str, Promise] = {
    "files": gettext_lazy("files"),
    "database": gettext_lazy("database"),
    "checking": gettext_lazy("checking"),
    "masking": gettext_lazy("masking"),
}
RHYTHMS: dict[int, Promise] = {
    7: gettext_lazy("every week"),
    14: gettext_lazy("every two weeks"),
    30: gettext_lazy("every month"),
    90: gettext_lazy("every three months"),
    0: gettext_lazy("never by itself"),
}


def trouble_text(code: str) -> str:
    """What a person can do about it; the code itself for one that a later release knows."""
    return {
        "no_snapshot": _("The vault has no snapshot of this site yet: take one first."),
        "no_isolation": _(
            "This machine cannot build the walls of a copy: install bubblewrap, and allow user namespaces."
        ),
        "no_wordpress": _("The snapshot holds no WordPress with its tables."),
        "not_masked": _("Something personal was left after masking, so the copy was not shown to anybody."),
        "no_answer": _("The copy did not answer."),
        "not_the_same": _("Not every row came back."),
        "too_large": _("It took more memory or processes than a copy may."),
        "no_room": _("The disk has too little room."),
        "no_tool": _("A program is missing on this machine."),
        "broken": _("Something on this machine went wrong in the middle: the worker's log says what. Try it again."),
        "poisoned": _("The snapshot holds what no copy of ours holds."),
        "unreadable": _("Something in the snapshot cannot be read."),
        "missing": _("The snapshot is no longer in its place."),
        "silent": _("It took too long."),
        "gave_up": _("It was begun several times and never ended."),
        "gone": _("The copy went away in the middle."),
        "front_page": _("The front page does not come whole."),
        "bad_pages": _("Pages end with an error."),
        "bad_media": _("Files of the media library are missing or not whole."),
        "open_to_strangers": _("The copy let a stranger in."),
        "administration": _("After sign-in the administration does not open."),
        "form": _("Nobody can sign in."),
        "past_the_form": _("A second factor stands before the form; the administration was opened past it."),
        "way_out": _("Something got out of the copy. Tell us: this must not be."),
        "not_measured": _("No alarm, no person asked: this time was not measured."),
        "nobody_saw": _("Nobody had seen the alarm within two hours."),
        "nobody_decided": _("The alarm was seen, and nobody said to bring the site back within two hours."),
        "nobody_offers": _("nothing installed here does this on a copy yet"),
    }.get(code, code)


def numbers_text(step: str, numbers: dict[str, int]) -> str:
    """What a step counted."""
    if step == "restore" and "tables" in numbers:
        return _("%(files)s files, %(tables)s tables, %(rows)s rows, as in the manifest") % {
            name: numbers.get(name, 0) for name in ("files", "tables", "rows")
        }
    if step == "pages" and numbers.get("sites", 1) > 1:
        return _("%(pages)s pages of %(sites)s sites") % {name: numbers.get(name, 0) for name in ("pages", "sites")}
    if step == "pages" and "pages" in numbers:
        return ngettext("%(n)s page", "%(n)s pages", numbers["pages"]) % {"n": numbers["pages"]}
    if step == "media" and "media" in numbers:
        return ngettext("%(n)s file", "%(n)s files", numbers["media"]) % {"n": numbers["media"]}
    if step == "walls" and "tried" in numbers:
        return ngettext("%(n)s way tried", "%(n)s ways tried", numbers["tried"]) % {"n": numbers["tried"]}
    return ""
