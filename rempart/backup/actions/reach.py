"""From where this machine sees a place: that decides what its copy can prove."""

from rempart.backup.actions.opened import places, settings_of
from rempart.backup.core.place import Unusable, Where
from rempart.backup.store.models import Vault
from rempart.channel.outbound import Barred, Unreached, addresses
from rempart.channel.source import Trouble
from rempart.terms.addresses import zone_of

FARTHEST = ("here", "loopback", "private", "public")


def zone(vault: Vault) -> str:
    """here, loopback, private or public; the nearest of its addresses counts, and `here` when nobody can tell."""
    unit = places().get(vault.store.kind)
    if unit is None or unit.is_here:
        return "here"
    try:
        opened = unit.open(Where(settings_of(vault.store), vault.uid, ""))
    except (Unusable, Trouble):
        return "here"
    hosts = list(opened.hosts)
    if opened.ssh is not None:
        hosts.append((opened.ssh["host"], int(opened.ssh.get("port") or 22)))
    found = []
    for host, port in hosts:
        try:
            found += [zone_of(address) for address in addresses(host, port, True)]
        except (Barred, Unreached):
            return "here"
    return min(found, key=FARTHEST.index, default="here")
