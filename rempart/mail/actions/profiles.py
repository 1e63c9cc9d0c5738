"""Ways out for drill mail: set, tried with a mail to oneself, removed."""

import time
from dataclasses import dataclass

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import action, demand, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import mail as events
from rempart.mail.core.drill.letter import BadAddress, Reader, Sheet, plain_address
from rempart.mail.core.drill.states import State
from rempart.mail.core.drill.template import Mail
from rempart.mail.net.signing import Signer
from rempart.mail.net.smtp import ACCEPTED, Line, NoLine, Told
from rempart.mail.store.drill import Campaign, Profile
from rempart.mail.store.profiles import seal, server_of, unseal
from rempart.terms.scope import Subject

MOST_PROFILES = 50


class TooMany(Exception):
    """There are as many as fit."""


class InUse(Exception):
    """A drill that runs sends by it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An empty password or key keeps the one from before, as long as server and user are the same."""

    name: str
    host: str
    port: int
    tls: str
    username: str
    password: str
    from_address: str
    from_name: str
    dkim_selector: str
    dkim_key: str
    connections: int
    domain_a_minute: int


PLAIN = (
    "name", "host", "port", "tls", "username", "from_address", "from_name", "dkim_selector", "connections",
    "domain_a_minute",
)  # fmt: skip


def save_profile(actor: Account, organisation: Organisation, wish: Wish, row: Profile | None = None) -> Profile:
    """A new one, or another setting of this one; it counts as untested afterwards. Raises TooMany, InUse."""
    with action(actor, organisation, Permission.DRILL) as record:
        if row is None and Profile.objects.filter(organisation=organisation).count() >= MOST_PROFILES:
            raise TooMany
        kept = row or Profile(organisation=organisation)
        if row is not None and _runs(row):
            raise InUse
        password, dkim_key = _secrets(row, wish)
        for name in PLAIN:
            setattr(kept, name, getattr(wish, name))
        kept.tested_ms = None
        seal(kept, password, dkim_key)
        kept.save()
        record.event(events.PROFILE_SAVED, Subject("mail_profile", kept.uid), {})
        return kept


def _secrets(row: Profile | None, wish: Wish) -> tuple[str, str]:
    """A kept password goes to the same server and user alone: else whoever changes the host could read it there."""
    if row is None:
        return wish.password, wish.dkim_key
    try:
        password, dkim_key = unseal(row)
    except Unreadable:
        return wish.password, wish.dkim_key
    same = (row.host, row.port, row.username, row.tls) == (wish.host, wish.port, wish.username, wish.tls)
    return wish.password or (password if same else ""), wish.dkim_key or dkim_key


def _runs(row: Profile) -> bool:
    return Campaign.objects.filter(profile=row, state__in=(State.READY, State.RUNNING)).exists()


def try_profile(actor: Account, row: Profile, subject: str, text: str) -> str:
    """A mail to oneself; empty when the server took it, else one word. What was tried is what is noted as tested."""
    demand(actor, row.organisation, Permission.DRILL)
    code = _try(row, actor, subject, text)
    with action(actor, row.organisation, Permission.DRILL) as record:
        if not code:
            same = Profile.objects.filter(pk=row.pk, sealed=row.sealed, host=row.host, from_address=row.from_address)
            same.update(tested_ms=now_ms())
        record.event(events.PROFILE_TESTED, Subject("mail_profile", row.uid), {"code": code or "arrived"})
    return code


def _try(row: Profile, actor: Account, subject: str, text: str) -> str:
    sheet = Sheet(Mail(subject, text, ""), "en", row.organisation.name, row.from_name, row.from_address)
    try:
        server, dkim_key = server_of(row)
        to = plain_address(actor.email)
        letter = sheet.letter(Reader(to, actor.name, ""), time.time())
        if dkim_key:
            letter = Signer(dkim_key, row.dkim_selector, row.from_address.rpartition("@")[2]).sign(letter)
        line = Line(server)
        try:
            told: Told = line.send(row.from_address, to, letter)
        finally:
            line.close()
    except NoLine as none:
        return none.code
    except Unreadable:
        return "sealed"
    except BadAddress:
        return "address_refused"
    return "" if told.state == ACCEPTED else f"answered_{told.code}"


def remove_profile(actor: Account, row: Profile) -> None:
    """Raises InUse."""
    with action(actor, row.organisation, Permission.DRILL) as record:
        if _runs(row):
            raise InUse
        uid = row.uid
        row.delete()
        record.event(events.PROFILE_REMOVED, Subject("mail_profile", uid), {})
