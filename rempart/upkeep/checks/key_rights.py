"""Only the owner can read keys."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.rights import key_rights

UNIT = Question("key_rights", key_rights)
