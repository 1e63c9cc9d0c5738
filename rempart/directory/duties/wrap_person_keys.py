"""Go on with a rotation of the master key that was interrupted, and wrap the plain keys of the first release."""

from rempart.channel.duty import Duty
from rempart.directory.actions.action import raw_connection
from rempart.ledger import person_keys
from rempart.terms.duration import HOUR_S


def run() -> bool:
    """Nothing to do, nearly always."""
    person_keys.rewrap(raw_connection())
    return False


UNIT = Duty("wrap_person_keys", HOUR_S, run)
