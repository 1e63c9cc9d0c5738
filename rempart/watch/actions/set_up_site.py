"""One step from a site to a watch over it: its page, its certificate, its name; with defaults that fit most."""

from urllib.parse import urlsplit

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.terms.addresses import literal
from rempart.watch.actions.change_monitor import Wish, write
from rempart.watch.actions.pass_time import kinds
from rempart.watch.core.settings import read
from rempart.watch.store import wanted
from rempart.watch.store.models import Monitor


def set_up_site(actor: Account, site: Site) -> list[Monitor]:
    """What is watched already is left alone; the new ones. Raises TooMany."""
    parts = urlsplit(site.address)
    host, title = parts.hostname or "", str(site)
    wishes = {"http": {"address": site.address}}
    if parts.scheme == "https":
        wishes["tls"] = {"host": host, "port": str(parts.port or 443)}
    if literal(host) is None:
        wishes["dns"] = {"host": host}
    known = set(Monitor.objects.filter(site=site, is_on=True).values_list("kind", flat=True))
    made = []
    if not set(wishes) - known:
        return []
    with action(actor, site.organisation, Permission.MANAGE_WATCH, site) as record:
        for name, given in wishes.items():
            if name not in known:
                unit = kinds()[name]
                wish = Wish(title, unit.every_s, given, is_shown=name == "http")
                made.append(write(record, site.organisation, site, unit, wish, read(unit, given)))
        wanted.publish()
    return made
