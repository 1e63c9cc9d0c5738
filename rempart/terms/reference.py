"""References into the ledger (contracts: `{log, index, hash}`)."""

import msgspec


class FactRef(msgspec.Struct, frozen=True, order=True):
    """One ledger entry: log name, index in the log, SHA-256 leaf hash in hexadecimal."""

    log: str
    index: int
    hash: str
