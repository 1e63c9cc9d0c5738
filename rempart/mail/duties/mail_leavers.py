"""Whoever leaves gets nothing more."""

from rempart.channel.duty import Duty
from rempart.mail.actions.note_leavers import note_leavers

UNIT = Duty(id="mail_leavers", every_s=1.0, run=note_leavers)
