"""What the witnesses have cosigned, asked before the first signature after a start.

A whole state folder put back from a copy is older than what was signed, and nothing in it says so; a witness does.
"""

import logging
from pathlib import Path

from rempart.ledger import recall, store
from rempart.ledger.keys import Keys
from rempart.ledger.store import Connection
from rempart.ledger.witnesses import book
from rempart.ledger.witnesses.submit import Silent, newest

log = logging.getLogger("rempart.integrator")


def learn(connection: Connection, state: Path, signing: Keys) -> None:
    """Write down what each witness shows of each log; one that does not answer is left out, and that is said."""
    for witness in book.witnesses(connection):
        try:
            for name in sorted({*store.logs(connection), *recall.names(state)}):
                text = newest(witness.address, signing.origin(name))
                if text:
                    recall.learn(state, signing, name, text)
        except Silent as trouble:
            log.warning("The witness %s does not answer at the start (%s)", witness.name, trouble)
