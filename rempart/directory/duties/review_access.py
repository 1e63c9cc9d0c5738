"""A review of access begins with each quarter, and is not forgotten."""

from rempart.channel.duty import Duty
from rempart.directory.actions.review_access import review_what_is_due

UNIT = Duty(id="review_access", every_s=300.0, run=review_what_is_due)
