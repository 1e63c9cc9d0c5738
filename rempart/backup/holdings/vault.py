"""The sites' own backups where no other place is named. They are copies: a copy of them belongs elsewhere, not in this one."""

from rempart.channel.holding import Holding

UNIT = Holding(id="vault", name="vault", in_backup=False)
