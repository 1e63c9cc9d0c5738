"""Sites of contests are made, remedied and ended."""

from rempart.channel.duty import Duty
from rempart.contest.actions.run_contest import work

UNIT = Duty(id="contest_range", every_s=1.0, run=work)
