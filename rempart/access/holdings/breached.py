"""The operator's list of leaked passwords, tens of gigabytes that can be fetched again."""

from rempart.channel.holding import Holding

UNIT = Holding(id="breached", name="breached-passwords", in_backup=False)
