"""What the prober should look at, handed down anew at each start."""

from rempart.channel.holding import Holding

UNIT = Holding(id="watch", name="watch", in_backup=False)
