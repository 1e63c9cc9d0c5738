"""One-time sign-in links: made for the person at the shell, used once, dead after a day."""

import hashlib
import secrets

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Account, Membership, SignInLink
from rempart.events import directory as events
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject


def make_link(account: Account) -> str:
    """The secret part of the link; earlier unused links of the account die."""
    secret = secrets.token_urlsafe(24)
    SignInLink.objects.filter(account=account, used_at_ms=None).delete()
    SignInLink.objects.create(digest=_digest(secret), account=account, until_ms=now_ms() + DAY_S * 1000)
    return secret


def link_is_alive(secret: str) -> bool:
    """Would it open anything now? Looking does not use it up."""
    return SignInLink.objects.filter(digest=_digest(secret), used_at_ms=None, until_ms__gt=now_ms()).exists()


def use_link(secret: str) -> Account | None:
    """The account, once; None when the link is unknown, used or too old."""
    moment = now_ms()
    unused = SignInLink.objects.filter(digest=_digest(secret), used_at_ms=None, until_ms__gt=moment)
    if unused.update(used_at_ms=moment) != 1:
        return None
    link = SignInLink.objects.select_related("account").get(digest=_digest(secret))
    member = Membership.objects.select_related("organisation").filter(account=link.account).first()
    if member is not None:
        with system_action(member.organisation, while_closed=True) as record:
            record.event(events.ACCOUNT_SIGNED_IN, Subject("account", link.account.uid), {"way": "one_time_link"})
    return link.account


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
