"""Feed files that arrived or grew old are noticed within seconds."""

from rempart.channel.duty import Duty
from rempart.inventory.actions.take_feeds import take_feeds

UNIT = Duty(id="inventory_feeds", every_s=10.0, run=take_feeds)
