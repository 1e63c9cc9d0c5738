"""What the prober saw, until it is folded: measured again within the minute, and no record of anything that was told."""

from rempart.channel.holding import Holding

UNIT = Holding(id="parcels", name="parcels", in_backup=False)
