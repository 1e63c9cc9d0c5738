"""Sites whose components or feeds changed are compared anew."""

from rempart.channel.duty import Duty
from rempart.inventory.actions.match_site import match_due

UNIT = Duty(id="inventory_match", every_s=2.0, run=match_due)
