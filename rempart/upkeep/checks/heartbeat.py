"""While Rempart runs, the ledger's writer gives signs of life."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.record import heartbeat_heard

UNIT = Question("heartbeat", heartbeat_heard)
