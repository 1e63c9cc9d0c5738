"""Each minute sites of contests are looked at."""

from rempart.channel.duty import Duty
from rempart.contest.actions.check_minute import check

UNIT = Duty(id="contest_check", every_s=5.0, run=check)
