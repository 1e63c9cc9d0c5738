"""Sites that have come into the vault get their monthly drill."""

from rempart.channel.duty import Duty
from rempart.staging.actions.ask_drill import begin_rhythms

UNIT = Duty(id="staging_rhythms", every_s=900.0, run=begin_rhythms)
