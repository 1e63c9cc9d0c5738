"""The plan of the vault says how a site is reached."""

from rempart.backup.actions.reached import is_busy, site
from rempart.channel.reach import Reach

UNIT = Reach(id="vault", site=site, is_busy=is_busy)
