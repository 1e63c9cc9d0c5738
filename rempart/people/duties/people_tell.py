"""Once a day the record hears how much was learnt."""

from rempart.channel.duty import Duty
from rempart.people.actions.tell_learning import tell_one

UNIT = Duty(id="people_tell", every_s=300.0, run=tell_one)
