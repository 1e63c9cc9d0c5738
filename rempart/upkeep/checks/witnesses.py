"""Does somebody else vouch for the newest heads?"""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.record import witnesses_answer

UNIT = Question("witnesses", witnesses_answer)
