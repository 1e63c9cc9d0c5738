"""Old contests are forgotten."""

from rempart.channel.duty import Duty
from rempart.contest.actions.forget import forget_contests

UNIT = Duty(id="contest_forget", every_s=21600.0, run=forget_contests)
