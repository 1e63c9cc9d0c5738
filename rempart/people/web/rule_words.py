"""The fixed words of the rules: where their force comes from, what their numbers are called, the ten questions."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rempart.people.core.rule import Numbering, Sort
from rempart.people.core.which_rules import Answer, Likely

SORTS: dict[Sort, Promise] = {
    Sort.LAW: pgettext_lazy("rule", "law"),
    Sort.STANDARD: pgettext_lazy("rule", "standard"),
    Sort.WORD: pgettext_lazy("rule", "one name, several things"),
}
NUMBERS: dict[Numbering, Promise | str] = {
    Numbering.ARTICLE: _("Article %(at)s"),
    Numbering.CLAUSE: _("Clause %(at)s"),
    Numbering.REQUIREMENT: _("Requirement %(at)s"),
    Numbering.MIXED: "%(at)s",
}
QUESTIONS: dict[str, Promise] = {
    "in_eu": _("Have you an office, a branch or a company in the European Economic Area?"),
    "serves_eu": _("Do you offer goods or services to people there, or follow what they do there?"),
    "in_france": _("Have you an establishment in France?"),
    "in_china": _("Do you run systems or handle data in mainland China?"),
    "serves_china": _("Do you, from outside, offer products or services to people in mainland China, or analyse what they do?"),
    "listed_sector": _("Do you work in energy, transport, finance, health, water, digital or IT services, public administration, space, post, waste, chemicals, food, manufacturing or research?"),
    "medium": _("Have you 50 people or more, or over ten million euro of both turnover and balance sheet?"),
    "cards": _("Do you take card payments, also through a payment service?"),
    "promised_iso": _("Are you certified to ISO/IEC 27001, or have you promised it to somebody?"),
    "cloud": _("Do you offer a cloud service, or does a contract of yours name CSA, STAR or a certificate for products?"),
}  # fmt: skip
ANSWERS: dict[Answer, Promise] = {
    Answer.YES: pgettext_lazy("answer", "yes"),
    Answer.NO: pgettext_lazy("answer", "no"),
    Answer.UNSURE: pgettext_lazy("answer", "unsure"),
}
LIKELY: dict[Likely, Promise] = {
    Likely.LIKELY: pgettext_lazy("rule", "likely"),
    Likely.ASK: pgettext_lazy("rule", "ask your counsel"),
    Likely.NOT: pgettext_lazy("rule", "probably not"),
}
