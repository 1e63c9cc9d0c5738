"""When an account's access ends, every area takes back what it gave, in the same transaction.

An area that hands out something (a session, a token, a device, a pending approval) has a file `actions/on_ending.py`
with `def on_ending(record, account, organisation) -> None`; it is found by its name. Nobody can forget to be called.
"""

import importlib

from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Organisation
from rempart.registry.discover import parts


def end_access(record: Record, account: Account, organisation: Organisation) -> None:
    """Call it inside an action, after the membership in `organisation` is gone or disabled."""
    for name in parts("rempart", "actions.on_ending"):
        importlib.import_module(name).on_ending(record, account, organisation)
