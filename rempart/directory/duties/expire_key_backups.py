"""Delete backups of person keys after 30 days: from then on an erased person is gone from every copy."""

from rempart.channel.duty import Duty
from rempart.channel.place import state_folder
from rempart.directory.actions.action import now_ms
from rempart.ledger import person_keys_backup
from rempart.terms.duration import HOUR_S


def run() -> bool:
    """All that are due; never more to do at once."""
    person_keys_backup.expire(state_folder() / person_keys_backup.FOLDER, now_ms())
    return False


UNIT = Duty("expire_key_backups", HOUR_S, run)
