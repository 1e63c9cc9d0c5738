"""There is room on the disk."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import disk_space

UNIT = Question("disk_space", disk_space)
