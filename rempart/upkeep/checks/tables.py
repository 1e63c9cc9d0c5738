"""The tables are those of this release."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.record import tables_current

UNIT = Question("tables", tables_current)
