"""A log with entries in it, indexed."""

from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.ledger import keys, store
from rempart.record.actions.fold_index import fold


def integrate() -> None:
    """What has been acknowledged gets its index and a signed checkpoint."""
    raw, signing = raw_connection(), keys.load_or_create(state_folder())
    while store.integrate(raw, signing, epoch=store.claim(raw)):
        pass


def settle() -> None:
    """The same, and the index has followed."""
    integrate()
    while fold():
        pass
