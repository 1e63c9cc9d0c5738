"""End sessions nobody came back to, and forget what has been kept long enough."""

from rempart.access.actions.clear_sessions import clear_sessions
from rempart.channel.duty import Duty

UNIT = Duty(id="clear_sessions", every_s=60.0, run=clear_sessions)
