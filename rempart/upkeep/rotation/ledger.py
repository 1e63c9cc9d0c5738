"""The key that signs the record: handed over in the open, both keys sign the change."""

from pathlib import Path

from rempart.channel.settle import rotate_key
from rempart.upkeep.rotatable import Rotatable


def rotate(state: Path, at_ms: int) -> str:
    """Works beside a running installation. Witnesses must be told the new key (rempart ledger key --installation)."""
    rotate_key(state)
    return "The record is signed with a new key. Tell each witness: rempart witness add-log, with rempart ledger key --installation"


UNIT = Rotatable("ledger", "the key that signs the record", rotate)
