"""Reported mails are forgotten in time."""

from rempart.channel.duty import Duty
from rempart.mail.actions.forget_reports import forget_reports

UNIT = Duty(id="mail_reports_forget", every_s=3_600.0, run=forget_reports)
