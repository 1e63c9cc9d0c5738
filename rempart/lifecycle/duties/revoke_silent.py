"""Asks systems that did not answer again: in a thread of its own, so that a dead one delays no living one."""

from rempart.channel.duty import Duty
from rempart.lifecycle.actions.end_access import end_one


def run() -> bool:
    """One revocation; True when there was one."""
    return end_one(silent=True)


UNIT = Duty(id="revoke_silent", every_s=0.5, run=run)
