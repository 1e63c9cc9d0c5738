"""Send letters that wait. Nothing is open while a mail server is spoken to; a letter may arrive twice, never not at all,
unless nobody takes it for two days."""

import datetime as dt
import logging
from zoneinfo import ZoneInfo

from rempart.design import formats
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.hand_over_letter import hand_over, has_mailbox
from rempart.people.core.in_languages import said
from rempart.people.core.programme_letter import Text, write
from rempart.people.core.programme_template import templates
from rempart.people.store.house_rules import text_in, waiting_for
from rempart.people.store.programme import Hallmark, Programme, ProgrammeLetter, Session
from rempart.registry.written import LANGUAGES
from rempart.terms.duration import DAY_S, HOUR_S

log = logging.getLogger("rempart.people")

LEASE_MS = 60_000  # a worker that dies with a letter in hand: another takes it after this
PAUSE_MS = 5 * 60_000  # after the first failure; doubles
LONGEST_PAUSE_MS = HOUR_S * 1_000
DEAD_MS = 2 * DAY_S * 1_000  # a mail server that is away over a weekend's night is waited for, not longer


def send_one() -> bool:
    """One letter; True when one was handled. Closed organisations are quiet."""
    moment = now_ms()
    waiting = ProgrammeLetter.objects.filter(next_ms__lte=moment, organisation__closure=None)
    letter = (
        waiting.select_related("organisation", "programme__organisation", "person__account", "session")
        .order_by("next_ms", "pk")
        .first()
    )
    if letter is None:
        return False
    mine = ProgrammeLetter.objects.filter(pk=letter.pk, next_ms=letter.next_ms)
    if mine.update(next_ms=moment + LEASE_MS, tries=letter.tries + 1) != 1:
        return True
    if moment - letter.made_ms > DEAD_MS:
        log.warning("people: a letter (%s) could not be sent and is given up", letter.kind)
        letter.delete()
    elif _send(letter):
        letter.delete()
    else:
        pause = min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** min(letter.tries, 10))
        ProgrammeLetter.objects.filter(pk=letter.pk).update(next_ms=moment + pause)
    return True


def _send(letter: ProgrammeLetter) -> bool:
    """True when it is done with: sent, or nobody can receive it."""
    address = letter.person.email
    if not has_mailbox(address):
        return True
    text = text_of(letter)
    if text is None:
        return True
    try:
        return hand_over(text, address, log, f"people: a letter ({letter.kind})")
    except ValueError:  # an address that no mail can carry
        return True


def text_of(letter: ProgrammeLetter) -> Text | None:
    """None without the words by which it could be known; those are set before anybody is invited."""
    mark, programme = Hallmark.objects.filter(organisation=letter.organisation).first(), letter.programme
    if mark is None:
        return None
    if programme is None:
        return _about_rules(letter, mark)
    language = _language(letter, programme.language)
    values = {
        "title": title_of(programme, language), "phrase": mark.phrase, "address": mark.address,
        "organisation": programme.organisation.name, "starts_on": formats.day(programme.starts_on, language),
        "ends_on": formats.day(programme.ends_on, language), "enrol_until": formats.day(programme.enrol_until, language),
        "hours": f"{programme.required_minutes / 60:g}",
    }  # fmt: skip
    if letter.session is not None:
        values |= {"session": session_title(letter.session, language), "moment": moment_of(letter.session, language)}
    return write(letter.kind, language, **values)


def _language(letter: ProgrammeLetter, usual: str) -> str:
    """The reader's own where it is known."""
    account = letter.person.account
    language = ((account.language if account else "") or usual)[:2]
    return language if language in LANGUAGES else "en"


def _about_rules(letter: ProgrammeLetter, mark: Hallmark) -> Text | None:
    """Those that wait now; None when they were confirmed or withdrawn meanwhile."""
    waiting = waiting_for(letter.person.account, letter.organisation, now_ms())
    if not waiting:
        return None
    language = _language(letter, text_in(waiting[0], "").language)
    rules = "\n".join(f"- {text_in(row, language).title}" for row in waiting)
    return write(
        letter.kind,
        language,
        rules=rules,
        phrase=mark.phrase,
        address=mark.address,
        organisation=letter.organisation.name,
    )


def title_of(programme: Programme, language: str) -> str:
    """Its own, else the template's in that language."""
    found = templates().get(programme.template)
    return programme.title or (said(found.title, language) if found else programme.uid)


def session_title(session: Session, language: str) -> str:
    """The same of a session."""
    found = templates().get(session.programme.template)
    planned = found.session(session.key) if found else None
    return session.title or (said(planned.title, language) if planned else session.uid)


def moment_of(session: Session, language: str) -> str:
    """On the wall clock of the programme, with its zone."""
    zone = ZoneInfo(session.programme.zone)
    at = dt.datetime.fromtimestamp(session.starts_ms / 1_000, zone)
    return f"{formats.day(at.date(), language)}{formats.comma(language)}{at:%H:%M} ({zone.key})"
