"""The status page: its title, and whether strangers see it."""

import secrets

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import watch as events
from rempart.terms.scope import Subject
from rempart.watch.store.models import TITLE_MAX, StatusPage

KEY_BYTES = 12


def page_of(organisation: Organisation) -> StatusPage:
    """Made closed at first use."""
    defaults = {"key": new_key(), "title": organisation.name[:TITLE_MAX]}
    return StatusPage.objects.get_or_create(organisation=organisation, defaults=defaults)[0]


def new_key() -> str:
    """What stands in the address."""
    return secrets.token_hex(KEY_BYTES)


def change_page(actor: Account, organisation: Organisation, title: str, *, is_open: bool) -> None:
    """Open or closed."""
    with action(actor, organisation, Permission.MANAGE_WATCH) as record:
        page = page_of(organisation)
        StatusPage.objects.filter(pk=page.pk).update(title=title[:TITLE_MAX], is_open=is_open)
        record.event(events.PAGE_CHANGED, Subject("organisation", organisation.uid), {"open": is_open})


def renew_address(actor: Account, organisation: Organisation) -> None:
    """The old address leads nowhere from now on."""
    with action(actor, organisation, Permission.MANAGE_WATCH) as record:
        StatusPage.objects.filter(pk=page_of(organisation).pk).update(key=new_key())
        record.event(events.PAGE_CHANGED, Subject("organisation", organisation.uid), {"renewed": True})
