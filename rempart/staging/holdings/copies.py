"""Copies of sites that live a day."""

from rempart.channel.holding import Holding

UNIT = Holding(id="copies", name="copies", in_backup=False)
