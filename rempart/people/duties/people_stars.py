"""Once a month its star is named."""

from rempart.channel.duty import Duty
from rempart.people.actions.stars import name_stars

UNIT = Duty(id="people_stars", every_s=1_800.0, run=name_stars)
