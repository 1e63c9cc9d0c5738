"""Feeds of known flaws: the operator delivers them, and does so again."""

from rempart.channel.holding import Holding

UNIT = Holding(id="feeds", name="feeds", in_backup=False)
