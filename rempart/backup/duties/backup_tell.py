"""Once a day the record learns how an organisation’s backups stand."""

from rempart.backup.actions.clock import tell_one_house
from rempart.channel.duty import Duty

UNIT = Duty(id="backup_tell", every_s=60.0, run=tell_one_house)
