"""Grades, classes and states of flaws and feeds, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from rempart.events.word_slots import spoken
from rempart.terms.severity import Severity

GRADES: dict[int, tuple[Promise, str]] = {  # word, and the kind of its badge
    int(Severity.CRITICAL): (pgettext_lazy("flaw", "critical"), "bad"),
    int(Severity.WARNING): (pgettext_lazy("flaw", "serious"), "warm"),
    int(Severity.NOTICE): (pgettext_lazy("flaw", "small"), "info"),
}
TYPES: dict[str, Promise] = {
    "plugin": gettext_lazy("plug-in"),
    "must-use": gettext_lazy("must-use plug-in"),
    "theme": gettext_lazy("theme"),
    "core": gettext_lazy("WordPress itself"),
}
CLASSES: dict[int, Promise] = {  # CWE numbers that are most of what is published about WordPress, in our words
    22: gettext_lazy("reads or writes files outside its place"),
    79: gettext_lazy("lets others run scripts in a visitor’s browser"),
    89: gettext_lazy("lets others ask the database"),
    94: gettext_lazy("lets others run code"),
    98: gettext_lazy("lets others include files"),
    200: gettext_lazy("tells what it should not"),
    269: gettext_lazy("gives more rights than it should"),
    284: gettext_lazy("does not check who may"),
    287: gettext_lazy("lets others in without signing in"),
    352: gettext_lazy("does what a page elsewhere makes you click"),
    434: gettext_lazy("takes files of any kind"),
    502: gettext_lazy("unpacks objects that others made"),
    601: gettext_lazy("sends visitors elsewhere"),
    639: gettext_lazy("shows what belongs to others"),
    862: gettext_lazy("does not check who may"),
    863: gettext_lazy("checks wrongly who may"),
    918: gettext_lazy("fetches addresses for others"),
}
ENDS: dict[str, Promise] = {
    "updated": pgettext_lazy("flaw", "updated"),
    "removed": pgettext_lazy("flaw", "removed from the site"),
    "corrected": pgettext_lazy("flaw", "the feed no longer says so"),
}
FORMATS: dict[str, Promise] = {
    "wordfence": gettext_lazy("Wordfence Intelligence"),
    "osv": gettext_lazy("OSV"),
    "csv": gettext_lazy("a list of one’s own"),
}


def grade(severity: int) -> tuple[str, str]:
    """The word and the kind of its badge."""
    word, kind = GRADES.get(severity, GRADES[int(Severity.WARNING)])
    return str(word), kind


def part_word(kind: str, slug: str) -> str:
    """`plug-in akismet`; WordPress itself has no other name."""
    return str(TYPES["core"]) if kind == "core" else f"{TYPES.get(kind, kind)} {slug}"


def to_do(fixed_in: str) -> str:
    """One sentence."""
    if fixed_in:
        return _("Update to %(version)s or newer.") % {"version": fixed_in}
    return _("No release mends it yet: switch it off, or remove it.")


def format_word(name: str) -> str:
    """Of a feed; empty for one that was never read."""
    return str(FORMATS.get(name, name))


def fault_word(code: str) -> str:
    """Why a feed could not be read, as the record says it."""
    return spoken("fault", code, (get_language() or "en").split("-")[0]) if code else ""
