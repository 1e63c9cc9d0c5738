"""The running instance answers."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import instance

UNIT = Question("instance", instance)
