"""Requests are counted from access logs and by companions, and what is unusual is told."""

from rempart.channel.duty import Duty
from rempart.watch.actions.count_requests import count_due
from rempart.watch.actions.count_visits import count_visits
from rempart.watch.actions.tell_peaks import tell_peaks

UNIT = Duty(id="watch_requests", every_s=10.0, run=lambda: count_due() or count_visits() or tell_peaks())
