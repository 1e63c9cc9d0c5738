"""What a restore has set aside goes when its week is over."""

from rempart.backup.actions.clock import end_a_way_back
from rempart.channel.duty import Duty

UNIT = Duty(id="backup_ends", every_s=300.0, run=end_a_way_back)
