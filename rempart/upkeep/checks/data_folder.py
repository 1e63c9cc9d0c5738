"""The data folder is ours to write, and nobody else's to read."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import data_folder

UNIT = Question("data_folder", data_folder)
