"""Asking for a copy, going into one, and asking for its end. The worker does the rest."""

import hashlib
import secrets
from contextlib import AbstractContextManager

from rempart.directory.actions.action import Record, action, now_ms, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.events import staging as events
from rempart.staging.core.stage import COPIES_TOGETHER, LIFE_MS, LIVE, WORD_MS, Purpose, Stage
from rempart.staging.store.models import SiteCopy
from rempart.terms.scope import Subject


class TooMany(Exception):
    """An organisation has as many copies as it may."""


def _by(actor: Account | None, site: Site) -> AbstractContextManager[Record]:
    """A person; or whoever holds the shell."""
    if actor is None:
        return system_action(site.organisation)
    return action(actor, site.organisation, Permission.USE_COPIES, on=site)


def ask_copy(actor: Account | None, site: Site) -> SiteCopy:
    """The one that stands, or waits, when there is one. Raises TooMany."""
    with _by(actor, site) as record:
        mine = SiteCopy.objects.filter(organisation=site.organisation, stage__in=LIVE, purpose=Purpose.STAGING)
        found = mine.filter(site=site, is_removal_asked=False).order_by("pk").first()
        if found is None:
            if mine.count() >= COPIES_TOGETHER:
                raise TooMany
            moment = now_ms()
            found = SiteCopy.objects.create(
                organisation=site.organisation, site=site, purpose=Purpose.STAGING, stage=Stage.WAITING,
                asked_by=record.actor, asked_at_ms=moment, expires_at_ms=moment + LIFE_MS,
            )  # fmt: skip
        record.event(events.COPY_ASKED, Subject("site", site.uid), {"purpose": "staging", "copy": found.uid})
    return found


def enter(actor: Account | None, copy: SiteCopy) -> str:
    """An address that lets this person's browser in once. Raises LookupError when the copy does not stand."""
    word = secrets.token_urlsafe(24)
    with _by(actor, copy.site) as record:
        given = {"word_digest": digest(word), "word_until_ms": now_ms() + WORD_MS}
        if SiteCopy.objects.filter(pk=copy.pk, stage=Stage.OPEN).exclude(address="").update(**given) != 1:
            raise LookupError("the copy does not stand")
        record.event(events.COPY_ENTERED, Subject("site", copy.site.uid), {"copy": copy.uid})
    return f"{copy.address}/.rempart/enter?word={word}"


def admit(uid: str, word: str) -> bool:
    """Is that the word of this copy? It is used with this. Asked by the gate."""
    row = SiteCopy.objects.filter(uid=uid, word_digest=digest(word), word_until_ms__gt=now_ms(), stage=Stage.OPEN)
    return row.update(word_digest="") == 1


def digest(word: str) -> str:
    """What the row keeps of a word."""
    return hashlib.sha256(word.encode()).hexdigest()


def ask_removal(actor: Account | None, copy: SiteCopy) -> None:
    """Everything of it is deleted within seconds."""
    with _by(actor, copy.site) as record:
        SiteCopy.objects.filter(pk=copy.pk, stage__in=LIVE).update(is_removal_asked=True)
        record.event(events.COPY_ASKED, Subject("site", copy.site.uid), {"purpose": "removal", "copy": copy.uid})
