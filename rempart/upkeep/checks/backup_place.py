"""A backup stands on another disk."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.copies import backup_place

UNIT = Question("backup_place", backup_place)
