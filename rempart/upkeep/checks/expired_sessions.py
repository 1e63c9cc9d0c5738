"""Sessions that have run out are cleared away."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.service import expired_sessions

UNIT = Question("expired_sessions", expired_sessions)
