"""A session begins: one row, one event; a browser or country not seen before tells the person."""

from rempart.access.actions.visit import Visit
from rempart.access.actions.write_letter import write_letter
from rempart.access.core.limits import FORGET_BROWSER_S
from rempart.access.store.home import home_of
from rempart.access.store.models import KnownBrowser, SignIn
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.actions.keep_language import keep_language
from rempart.directory.store.models import Account
from rempart.events import access as events
from rempart.terms.scope import Subject


def begin_session(account: Account, session_key: str, way: str, visit: Visit, language: str) -> SignIn:
    """The row, bound to the browser of `visit` when that is known already, else by the answer under way."""
    moment, browser = now_ms(), visit.browser
    keep_language(account, language, only_first=True)
    made = SignIn(
        account=account, session_key=session_key, digest=visit.digest, family=browser.family, system=browser.system,
        kind=browser.kind, country=visit.country, way=way, started_ms=moment, seen_ms=moment,
    )  # fmt: skip
    organisation = home_of(account)
    if organisation is None:
        made.save()
        return made
    with system_action(organisation, while_closed=True) as record:
        record.actor = f"account:{account.uid}"
        made.save()
        sealed = record.seal(account.uid, "visit", visit.fields)
        record.event(events.SIGNED_IN, Subject("account", account.uid), {"way": way}, commitments=sealed)
        _tell_what_is_new(record, made, visit, language)
    return made


def _tell_what_is_new(record: Record, made: SignIn, visit: Visit, language: str) -> None:
    """The very first sign-in is new in everything and tells nothing."""
    recent = made.started_ms - FORGET_BROWSER_S * 1000
    known = KnownBrowser.objects.filter(account=made.account, last_seen_ms__gt=recent)
    if not known.exists():
        return
    subject = Subject("account", made.account.uid)
    values = {"sign_in": made.uid}
    if visit.country and not known.filter(country=visit.country).exists() and known.exclude(country="").exists():
        record.event(events.NEW_COUNTRY, subject, {})
        write_letter("new_country", values, account=made.account, language=language)
    elif not visit.digest or not known.filter(digest=visit.digest).exists():
        record.event(events.NEW_BROWSER, subject, {})
        write_letter("new_browser", values, account=made.account, language=language)
