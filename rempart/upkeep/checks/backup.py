"""There is a backup, and it is young."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.copies import backup_age

UNIT = Question("backup", backup_age)
