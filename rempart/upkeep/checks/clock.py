"""The clock runs after everything that is recorded."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import clock
from rempart.upkeep.checkup.record import last_recorded_ms

UNIT = Question("clock", lambda folder: clock(last_recorded_ms(folder)))
