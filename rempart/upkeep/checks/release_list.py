"""The list of WordPress releases is fresh."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import release_list

UNIT = Question("release_list", lambda _: release_list())
