"""The operator's table of addresses and countries."""

from rempart.channel.holding import Holding

UNIT = Holding(id="countries", name="countries.dat.gz", in_backup=False)
