"""The fixed words of the house's rules: kinds, languages, and why a version cannot be put up."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from rempart.people.core.house_rule import HouseKind
from rempart.people.web.fault_words import TONGUES

KINDS: dict[HouseKind, Promise] = {
    HouseKind.REPORTING: pgettext_lazy("house rule", "How to report"),
    HouseKind.DISCLOSURE: pgettext_lazy("house rule", "What may be told outside"),
    HouseKind.SECRECY: pgettext_lazy("house rule", "What stays secret"),
    HouseKind.LAW: pgettext_lazy("house rule", "Laws and standards that bind us"),
    HouseKind.OWN: pgettext_lazy("house rule", "Something else"),
}
LANGUAGES: tuple[tuple[str, Promise], ...] = tuple(TONGUES.items())


def fault_text(why: str) -> str:
    """What is missing, and what to do."""
    return {
        "empty": _("Write it in one language at least."),
        "no_text": _("Each language needs a title, and a text unless a file holds it."),
        "too_large": _("That is too large: a text of twenty pages and a file of 5 MB are the limit."),
        "no_pdf": _("That is no PDF. Save it as one, or copy its text."),
        "question": _("Each language needs a question, the right answer and a wrong one, all different."),
    }[why]
