"""Which engine keeps the data."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.service import database_engine

UNIT = Question("database_engine", database_engine)
