"""The words of a report: how it came, on which pile it lies, what it was found to be."""

from enum import StrEnum


class Way(StrEnum):
    """How a report came in."""

    PAGE = "page"
    BUTTON = "button"
    MAIL = "mail"


class Pile(StrEnum):
    """Where reports wait. FLOOD: one person sent very many at once. UNPROVEN: nobody vouches for who sent it."""

    QUEUE = "queue"
    FLOOD = "flood"
    UNPROVEN = "unproven"


class Decision(StrEnum):
    """What a person said of a mail."""

    PHISHING = "phishing"
    SPAM = "spam"
    HARMLESS = "harmless"
    UNSURE = "unsure"


class Letter(StrEnum):
    """The answer by mail. NONE: none is owed."""

    NONE = ""
    DUE = "due"
    SENT = "sent"
    GIVEN_UP = "given_up"


BAD = frozenset({Decision.PHISHING, Decision.SPAM})  # a later report of the same mail is answered at once
