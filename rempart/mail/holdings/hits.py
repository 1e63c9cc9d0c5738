"""Hits of drill mails on their way to the tables."""

from rempart.channel.holding import Holding

UNIT = Holding(id="hits", name="hits", in_backup=True, is_newer=True)
