"""sslyze is there."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import tls_tool

UNIT = Question("tls_tool", tls_tool)
