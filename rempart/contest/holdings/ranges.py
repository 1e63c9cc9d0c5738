"""Sites of a contest and its key: gone with it, and in no backup."""

from rempart.channel.holding import Holding

UNIT = Holding(id="ranges", name="ranges", in_backup=False)
