"""Every few hours, and when something happened, the record learns how soon flaws are told."""

from rempart.channel.duty import Duty
from rempart.inventory.actions.tell_inventory import tell_one

UNIT = Duty(id="inventory_tell", every_s=20.0, run=tell_one)
