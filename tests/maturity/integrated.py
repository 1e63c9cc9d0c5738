"""Give what was written its place in the ledger, on the tests' own database."""

from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.ledger import keys, store


def integrate() -> None:
    raw = raw_connection()
    signing = keys.load_or_create(state_folder())
    while store.integrate(raw, signing, epoch=store.claim(raw)):
        pass
