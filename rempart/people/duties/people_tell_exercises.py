"""Once a day the record hears which drills were held."""

from rempart.channel.duty import Duty
from rempart.people.actions.tell_exercises import tell_one

UNIT = Duty(id="people_tell_exercises", every_s=300.0, run=tell_one)
