"""What the record says of components, and of who took a notice in hand."""

from rempart.channel.duty import Duty
from rempart.inventory.actions.follow_record import follow_record

UNIT = Duty(id="inventory_follow", every_s=2.0, run=follow_record)
