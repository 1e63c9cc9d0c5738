"""Archives, pictures and kept databases of updates: the way back of hours, too large and too short-lived for a backup."""

from rempart.channel.holding import Holding

UNIT = Holding(id="updates", name="updates", in_backup=False)
