"""Send the answers that wait. Nothing is open while a mail server is spoken to; an answer may come twice, never not at all."""

import json
import logging

from django.conf import settings

from rempart.channel.sealed import Unreadable, decrypt
from rempart.design import formats
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.hand_over_letter import hand_over, has_mailbox
from rempart.directory.store.mailboxes import mailbox_of
from rempart.directory.store.sealed_field import context_of
from rempart.mail.actions.take_report import word_of
from rempart.mail.core.reported import answers
from rempart.mail.core.reported.plain import defanged
from rempart.mail.core.reported.states import Letter
from rempart.mail.store.reports import Report
from rempart.terms.duration import HOUR_S, MINUTE_S

log = logging.getLogger("rempart.mail")

LEASE_MS = MINUTE_S * 1_000  # a worker that dies with an answer in hand: another takes it after this
TRIES = 8  # 1 min, 2, 4 … about four hours; the page has the answer anyway
MOST_PAUSE_MS = HOUR_S * 1_000


def answer_one() -> bool:
    """One answer; True when one was handled."""
    now = now_ms()
    due = Report.objects.filter(letter=Letter.DUE, letter_next_ms__lte=now, organisation__closure=None)
    report = due.select_related("cluster", "account", "person", "organisation").order_by("letter_next_ms", "pk").first()
    if report is None:
        return False
    mine = Report.objects.filter(pk=report.pk, letter=Letter.DUE, letter_next_ms=report.letter_next_ms)
    if mine.update(letter_next_ms=now + LEASE_MS) != 1:
        return True
    held = Report.objects.filter(pk=report.pk, letter_next_ms=now + LEASE_MS)  # not one that was decided anew meanwhile
    if _send(report):
        held.update(letter=Letter.SENT)
    elif report.letter_tries + 1 >= TRIES:
        held.update(letter=Letter.GIVEN_UP)
    else:
        pause = min(LEASE_MS * 2**report.letter_tries, MOST_PAUSE_MS)
        held.update(letter_tries=report.letter_tries + 1, letter_next_ms=now + pause)
    return True


def subject_of(report: Report) -> str:
    """Of the reported mail, as it may be shown; empty once it was forgotten."""
    return str(brief_of(report).get("subject", ""))


def brief_of(report: Report) -> dict[str, str]:
    """Subject, sender, address, date, message_id; empty once it was forgotten, or where it cannot be opened."""
    if not report.brief:
        return {}
    try:
        found = json.loads(decrypt(report.brief, context_of(report, "brief")))
    except (Unreadable, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def _address(report: Report) -> str:
    if report.account is not None:
        return mailbox_of(report.account, report.organisation)
    return report.person.email if report.person is not None else ""


def _send(report: Report) -> bool:
    """True when it is done with: sent, or nobody can receive it."""
    address = _address(report)
    decision = word_of(report)
    if not has_mailbox(address) or decision is None:
        return True
    language = formats.short_language(report.account.language if report.account else settings.LANGUAGE_CODE)
    day = formats.moment(report.at_ms, language)
    text = answers.write(decision, language, day=day, subject=defanged(subject_of(report)))
    return hand_over(text, address, log, "mail: an answer to a report")
