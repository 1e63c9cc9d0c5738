"""Who took a shout in hand, and when: read from the record."""

from rempart.channel.duty import Duty
from rempart.watch.actions.hear import hear

UNIT = Duty(id="watch_hear", every_s=2.0, run=hear)
