"""The ledger verifies."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.record import ledger_verifies

UNIT = Question("ledger", ledger_verifies)
