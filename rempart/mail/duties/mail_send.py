"""Started drills get their times, and what is due is sent."""

from rempart.channel.duty import Duty
from rempart.mail.actions.plan_campaign import plan_one
from rempart.mail.actions.send_due import send_due


def _run() -> bool:
    return plan_one() or send_due()


UNIT = Duty(id="mail_send", every_s=2.0, run=_run)
