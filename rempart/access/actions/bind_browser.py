"""Bind a new session to the browser that made it."""

from rempart.access.core.browser import Browser
from rempart.access.core.limits import BIND_WITHIN_S
from rempart.access.store.models import KnownBrowser, SignIn
from rempart.directory.actions.action import now_ms


def bind_browser(session: SignIn, digest: str, browser: Browser) -> bool:
    """Once, and only while the session is new. The browser is known from now on."""
    moment = now_ms()
    unbound = SignIn.objects.filter(pk=session.pk, digest="", started_ms__gt=moment - BIND_WITHIN_S * 1000)
    what = browser._asdict()
    if not session.digest and unbound.update(digest=digest, **what) != 1:
        return False
    session.digest = digest
    said = {**what, "country": session.country, "last_seen_ms": moment}
    KnownBrowser.objects.update_or_create(
        account=session.account, digest=digest, defaults=said, create_defaults={**said, "first_seen_ms": moment}
    )
    return True
