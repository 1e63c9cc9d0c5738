"""Notices can leave the house."""

from rempart.upkeep.checkup.check import Question
from rempart.upkeep.checkup.service import mail

UNIT = Question("mail", mail)
