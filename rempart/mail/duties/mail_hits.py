"""Hits of drill mails are taken in within a second, and judged."""

from rempart.channel.duty import Duty
from rempart.channel.place import state_folder
from rempart.mail.actions.judge_hits import judge_one
from rempart.mail.actions.take_hits import take_hits


def run() -> bool:
    """One batch; True when more may wait."""
    return take_hits(state_folder()) or judge_one()


UNIT = Duty(id="mail_hits", every_s=1.0, run=run)
