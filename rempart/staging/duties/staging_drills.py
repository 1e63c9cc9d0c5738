"""Fire drills that wait are held, one after another; one whose worker died begins again."""

from rempart.channel.duty import Duty
from rempart.staging.actions.hold_drill import hold_one

UNIT = Duty(id="staging_drills", every_s=5.0, run=hold_one)
