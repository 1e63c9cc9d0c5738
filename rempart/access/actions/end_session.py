"""Sessions end: the row keeps when and why, Django's own session goes at once."""

from collections.abc import Callable, Iterable

from django.contrib.sessions.models import Session

from rempart.access.actions.visit import Visit
from rempart.access.actions.write_letter import write_letter
from rempart.access.store.home import home_of
from rempart.access.store.models import SignIn
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.store.models import Account
from rempart.events import access as events
from rempart.terms.scope import Subject

# Why a session ended, as rows and entries say it.
SIGNED_OUT, REVOKED, IDLE, TOO_OLD, STOLEN, ACCESS_ENDED = (
    "signed_out",
    "revoked",
    "idle",
    "too_old",
    "stolen",
    "access",
)


def close(rows: Iterable[SignIn], why: str) -> int:
    """Rows and Django's sessions, in the caller's transaction; how many were still open."""
    moment, closed = now_ms(), 0
    for row in rows:
        if SignIn.objects.filter(pk=row.pk, ended_ms=None).update(ended_ms=moment, why_ended=why, session_key="") == 1:
            Session.objects.filter(session_key=row.session_key).delete()
            closed += 1
    return closed


def sign_out(row: SignIn) -> None:
    """By the person's own button. Django ends its session itself."""
    _end(row, SIGNED_OUT, lambda record, subject: record.event(events.SIGNED_OUT, subject, {}))


def expire(row: SignIn, why: str) -> None:
    """Too long unused, or too old."""
    _end(row, why, lambda record, subject: record.event(events.SESSION_ENDED, subject, {"why": why}))


def end_stolen(row: SignIn, visit: Visit, language: str) -> None:
    """The session came from a browser it does not belong to: both lose it, and the person is told."""

    def shout(record: Record, subject: Subject) -> None:
        sealed = record.seal(row.account.uid, "visit", visit.fields)
        record.event(events.SESSION_STOLEN, subject, {}, commitments=sealed)
        write_letter("session_stolen", {"sign_in": row.uid}, account=row.account, language=language)

    _end(row, STOLEN, shout)


def revoke(account: Account, rows: list[SignIn]) -> int:
    """By the person, of their own sessions; how many were open."""
    organisation = home_of(account)
    if organisation is None:
        return close(rows, REVOKED)
    with system_action(organisation, while_closed=True) as record:
        record.actor = f"account:{account.uid}"
        count = close(rows, REVOKED)
        record.event(events.SESSION_REVOKED, Subject("account", account.uid), {"count": count})
    return count


def _end(row: SignIn, why: str, say: Callable[[Record, Subject], None]) -> None:
    organisation = home_of(row.account)
    if organisation is None:
        close([row], why)
        return
    if row.ended_ms is not None or not SignIn.objects.filter(pk=row.pk, ended_ms=None).exists():
        return
    with system_action(organisation, while_closed=True) as record:
        record.actor = f"account:{row.account.uid}"
        close([row], why)
        say(record, Subject("account", row.account.uid))
