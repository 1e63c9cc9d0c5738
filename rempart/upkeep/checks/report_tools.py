"""typst and the fonts are there."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.machine import report_tools

UNIT = Question("report_tools", lambda _: report_tools())
