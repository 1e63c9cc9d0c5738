"""What was learnt and reported becomes points."""

from rempart.channel.duty import Duty
from rempart.people.actions.fold_points import fold_points

UNIT = Duty(id="people_points", every_s=10.0, run=fold_points)
