"""Note that a session is in use; at most once a minute."""

from rempart.access.core.limits import SEEN_EVERY_S
from rempart.access.store.models import KnownBrowser, SignIn
from rempart.directory.actions.action import now_ms


def see_session(row: SignIn, session_key: str) -> None:
    """Also follows Django when it gives the session another key (a changed password)."""
    moment = now_ms()
    if row.session_key != session_key:
        SignIn.objects.filter(pk=row.pk, ended_ms=None).update(session_key=session_key, seen_ms=moment)
    elif row.seen_ms < moment - SEEN_EVERY_S * 1000:
        SignIn.objects.filter(pk=row.pk, ended_ms=None).update(seen_ms=moment)
        KnownBrowser.objects.filter(account_id=row.account_id, digest=row.digest).update(last_seen_ms=moment)
