"""Why a package is refused, and how somebody stands to it, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from rempart.people.actions.package_add import Unsafe, inspector
from rempart.people.core.attempt import Why
from rempart.people.core.standards.course import Kind, Refused
from rempart.terms.words import Words

MAX_SHOWN = 3  # reasons of one refusal: who mends these sees the others next time

STANDARDS: dict[str, str] = {Kind.SCORM12: "SCORM 1.2", Kind.SCORM2004: "SCORM 2004", Kind.CMI5: "cmi5"}
STATES: dict[str, Promise] = {
    "draft": pgettext_lazy("package", "waits to be opened"),
    "open": pgettext_lazy("package", "open to learners"),
    "closed": pgettext_lazy("package", "closed"),
    "gone": pgettext_lazy("package", "files removed"),
}
WHYS: dict[str, Promise] = {
    Why.UNDER_WAY: pgettext_lazy("package", "under way"),
    Why.COUNTS: pgettext_lazy("package", "taken"),
    Why.HURRIED: pgettext_lazy("package", "faster than anybody learns: no minutes yet"),
    Why.GUESSED: pgettext_lazy("package", "not passed, as the package tells it: once more"),
}
_REFUSALS: dict[str, Promise] = {
    "not_zip": gettext_lazy("This is no zip file. Export the lesson from its tool as a SCORM or cmi5 package."),
    "too_large": gettext_lazy("It is too large: at most 128 MB packed, 512 MB unpacked, 128 MB a file."),
    "too_many": gettext_lazy("It holds more than 5,000 files, which no lesson needs."),
    "two_files": gettext_lazy("Two of its files have the same name, so nobody can say which one is meant."),
    "no_manifest": gettext_lazy("There is no imsmanifest.xml and no cmi5.xml at its top. Zip what is in the folder, not the folder."),
    "bad_manifest": gettext_lazy("Its manifest cannot be read."),
    "unknown_version": gettext_lazy("Its manifest names a version other than SCORM 1.2, SCORM 2004 or cmi5."),
    "no_parts": gettext_lazy("Its manifest names nothing that could be started."),
    "too_many_parts": gettext_lazy("It has more than 60 parts. Split it."),
    "missing_file": gettext_lazy("A file that its manifest names is not in it."),
    "elsewhere": gettext_lazy("A part of it lies at another address. A package has to bring all it needs along."),
    "bad_name": gettext_lazy("The name of one of its files leads elsewhere, or cannot be an address."),
    "wide_page": gettext_lazy("One of its pages is written in UTF-16. Save it as UTF-8."),
    "damaged": gettext_lazy("One of its files is damaged."),
    "full": gettext_lazy("There are 200 packages already. Remove one that nobody needs."),
    "unsafe": gettext_lazy("It cannot be taken in as it is."),
}  # fmt: skip


def refusal_text(refused: Refused) -> str:
    """What is wrong, with the place where it is known."""
    said = str(_REFUSALS[refused.code])
    if isinstance(refused, Unsafe):
        return " ".join([said, *(_reason(one.code, one.path, one.detail) for one in refused.reasons[:MAX_SHOWN])])
    return f"{said} ({refused.detail})" if refused.detail else said


def _reason(code: str, path: str, detail: str) -> str:
    words = inspector().says.get(code, Words(code, code, code))
    return words.said_in(get_language()).format(path=path[:80], detail=detail[:80])
