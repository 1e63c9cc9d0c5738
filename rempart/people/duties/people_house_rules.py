"""Once a day the record hears how many confirmed the house's rules; once a week their figures are counted anew."""

from rempart.channel.duty import Duty
from rempart.people.actions.tell_house_rules import tell_one

UNIT = Duty(id="people_house_rules", every_s=300.0, run=tell_one)
