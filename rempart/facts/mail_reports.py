"""Whether reported mails are answered, and how soon (MAIL-03)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class MailReports(Fact, frozen=True, kw_only=True):
    """Of the last `span_days`, told when a person has decided what a reported mail is.

    `reports` whose reporter is known; `answered` of them, `in_a_day` of these within 24 hours. `thanked` are reports of the
    organisation's own drill mails, which are answered at once.
    """

    kind: ClassVar[str] = "mail.reports"

    span_days: int
    reports: int
    answered: int
    in_a_day: int
    thanked: int
