"""Letters of programmes go out."""

from rempart.channel.duty import Duty
from rempart.people.actions.send_programme_letters import send_one

UNIT = Duty(id="people_letters", every_s=5.0, run=send_one)
