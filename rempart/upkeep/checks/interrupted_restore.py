"""No restore was left halfway."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.service import interrupted_restore

UNIT = Question("interrupted_restore", interrupted_restore)
