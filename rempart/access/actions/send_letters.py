"""Send letters that wait. Nothing is open while a mail server is spoken to; a letter may arrive twice, never not at all."""

import logging

from django.conf import settings

from rempart.access.actions.ask_code import note_code
from rempart.access.core.letters import write
from rempart.access.core.limits import LETTER_DEAD_S, LETTER_PAUSE_S, LETTER_TRIES
from rempart.access.core.one_time import code_of
from rempart.access.store.learners import has_more_rights
from rempart.access.store.models import LearnerCode, Letter, SignIn
from rempart.design import formats
from rempart.design.formats import short_language
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.hand_over_letter import hand_over, has_mailbox

log = logging.getLogger("rempart.access")

LEASE_MS = 60_000  # a worker that dies with a letter in hand: another takes it after this


def send_letters() -> bool:
    """One letter; True when one was handled."""
    moment = now_ms()
    letter = (
        Letter.objects.filter(next_ms__lte=moment)
        .select_related("account", "person__organisation", "person__account")
        .order_by("next_ms", "pk")
        .first()
    )
    if letter is None:
        return False
    taken = Letter.objects.filter(pk=letter.pk, next_ms=letter.next_ms).update(next_ms=moment + LEASE_MS)
    if taken != 1:
        return True
    if moment - letter.made_ms > LETTER_DEAD_S * 1000 or not _send(letter):
        _later_or_never(letter, moment)
    else:
        letter.delete()
    return True


def _later_or_never(letter: Letter, moment: int) -> None:
    if letter.tries + 1 >= LETTER_TRIES or moment - letter.made_ms > LETTER_DEAD_S * 1000:
        log.warning("access: a letter (%s) could not be sent and is given up", letter.kind)
        letter.delete()
        return
    pause = LETTER_PAUSE_S * 1000 * 2**letter.tries
    Letter.objects.filter(pk=letter.pk).update(tries=letter.tries + 1, next_ms=moment + pause)


def _send(letter: Letter) -> bool:
    """True when it is done with: sent, or nobody can receive it."""
    address = _address(letter)
    if not has_mailbox(address):
        return True
    values = _values(letter)
    if values is None:
        return True
    if letter.kind == "code" and letter.tries == 0 and letter.person is not None:
        note_code(letter.person)
    kind = letter.kind
    if letter.kind == "code" and letter.person is not None and has_more_rights(letter.person.account, now_ms()):
        kind, values = "use_own_way", {"organisation": letter.person.organisation.name}
    text = write(kind, short_language(letter.language), **values)
    return hand_over(text, address, log, f"access: a letter ({letter.kind})")


def _address(letter: Letter) -> str:
    if letter.account is not None:
        return letter.account.email
    return letter.person.email if letter.person is not None else ""


def _values(letter: Letter) -> dict[str, str] | None:
    """What the text needs; None when it is about something that has gone, or that nobody is to receive."""
    if letter.kind == "code":
        return _code(letter)
    return _seen(letter) if "sign_in" in letter.values else {}


def _code(letter: Letter) -> dict[str, str] | None:
    row = LearnerCode.objects.select_related("organisation").filter(pk=letter.values["code"], used_ms=None).first()
    if row is None or row.organisation is None or row.until_ms < now_ms():
        return None
    code = code_of(settings.SECRET_KEY, row.nonce)
    return {"code": f"{code[:4]} {code[4:]}", "organisation": row.organisation.name}


def _seen(letter: Letter) -> dict[str, str] | None:
    row = SignIn.objects.filter(uid=letter.values["sign_in"]).first()
    if row is None:
        return None
    return {
        "browser": " · ".join(word for word in (row.family, row.system) if word) or "?",
        "country": row.country or "?",
        "moment": formats.moment(row.started_ms, short_language(letter.language)),
    }
