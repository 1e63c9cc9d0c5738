"""Ends leavers' access in connected systems that answer."""

from rempart.channel.duty import Duty
from rempart.lifecycle.actions.end_access import end_one


def run() -> bool:
    """One revocation; True when there was one."""
    return end_one(silent=False)


UNIT = Duty(id="revoke", every_s=0.5, run=run)
