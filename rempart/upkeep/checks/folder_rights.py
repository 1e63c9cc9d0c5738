"""Nothing in the data folder can be read or changed by others."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.rights import folder_rights

UNIT = Question("folder_rights", folder_rights)
