"""Keys of the report button: each person makes and ends their own. Such a key can report a mail and do nothing else."""

import hashlib
import secrets
from typing import NamedTuple

from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.standing import membership
from rempart.events import mail_reports as events
from rempart.mail.store.reports import ReportKey
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

PREFIX = "rempart_report_"  # what secret scanners look for
DAYS = 365
KEYS_MAX = 10  # of one account in one organisation: a mail program each
USED_EVERY_MS = DAY_S * 1_000  # when it was last used is kept to the day


class TooManyKeys(ValueError):
    """The account holds as many as it may."""


class MadeKey(NamedTuple):
    """`secret` is nowhere else."""

    key: ReportKey
    secret: str


def make_key(account: Account, organisation: Organisation) -> MadeKey:
    """Raises TooManyKeys."""
    with own_action(account, organisation) as record:
        now = now_ms()
        mine = ReportKey.objects.filter(account=account, organisation=organisation)
        mine.filter(until_ms__lte=now).delete()
        if mine.count() >= KEYS_MAX:
            raise TooManyKeys
        secret = PREFIX + secrets.token_urlsafe(24)
        key = ReportKey.objects.create(
            organisation=organisation, account=account, digest=_digest(secret), start=secret[len(PREFIX) :][:6],
            made_ms=now, until_ms=now + DAYS * DAY_S * 1_000,
        )  # fmt: skip
        record.event(events.KEY_MADE, Subject("report_key", key.uid), {"days": DAYS})
    return MadeKey(key, secret)


def end_key(account: Account, key: ReportKey) -> None:
    """One's own; it is gone at once."""
    with own_action(account, key.organisation) as record:
        record.event(events.KEY_ENDED, Subject("report_key", key.uid), {})
        key.delete()


def use_key(secret: str) -> ReportKey | None:
    """None for an unknown or old one, and for that of somebody who left or was locked."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    key = ReportKey.objects.filter(digest=_digest(secret)).select_related("account", "organisation").first()
    now = now_ms()
    if key is None or key.until_ms <= now or not key.account.is_active:
        return None
    if membership(key.account, key.organisation, now) is None:
        return None
    if key.used_ms is None or key.used_ms < now - USED_EVERY_MS:
        ReportKey.objects.filter(pk=key.pk).update(used_ms=now)
    return key


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
