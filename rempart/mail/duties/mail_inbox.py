"""Mails that people sent on are taken in."""

from rempart.channel.duty import Duty
from rempart.mail.actions.read_mailbox import read_mailbox

UNIT = Duty(id="mail_inbox", every_s=15.0, run=read_mailbox)
