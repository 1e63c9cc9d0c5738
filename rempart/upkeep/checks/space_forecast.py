"""How long the disk lasts."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.copies import space_forecast

UNIT = Question("space_forecast", space_forecast)
