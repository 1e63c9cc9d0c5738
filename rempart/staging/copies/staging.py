"""The copies there are."""

from rempart.channel.copies import Copies
from rempart.staging.actions.make_copy import open_for

UNIT = Copies(id="staging", open=open_for)
