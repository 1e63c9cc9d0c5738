"""Fire drills at their day."""

from rempart.channel.duty import Duty
from rempart.staging.actions.ask_drill import ask_what_is_due

UNIT = Duty(id="staging_due", every_s=60.0, run=ask_what_is_due)
