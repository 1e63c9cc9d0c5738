"""The database is whole."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.record import database_whole

UNIT = Question("database", database_whole)
