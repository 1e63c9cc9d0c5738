"""The vault's snapshots for those who try something on a copy."""

from rempart.backup.actions.lend import bring, newest_of, targets
from rempart.channel.snapshots import Snapshots

UNIT = Snapshots(id="vault", newest=newest_of, bring=bring, targets=targets)
