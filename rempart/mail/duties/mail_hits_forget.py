"""Hits of drill mails are forgotten in time."""

from rempart.channel.duty import Duty
from rempart.mail.actions.forget_hits import forget_hits

UNIT = Duty(id="mail_hits_forget", every_s=3_600.0, run=forget_hits)
