"""The SMTP door for reports stands open, where the operator wants one."""

from rempart.channel.duty import Duty
from rempart.mail.actions.keep_smtp import keep_smtp

UNIT = Duty(id="mail_smtp", every_s=2.0, run=keep_smtp)
