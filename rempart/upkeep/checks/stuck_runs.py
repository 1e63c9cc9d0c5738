"""No measurement hangs."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.service import stuck_runs

UNIT = Question("stuck_runs", stuck_runs)
