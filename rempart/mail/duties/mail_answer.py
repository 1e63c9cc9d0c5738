"""Whoever reported is answered."""

from rempart.channel.duty import Duty
from rempart.mail.actions.answer import answer_one

UNIT = Duty(id="mail_answer", every_s=10.0, run=answer_one)
