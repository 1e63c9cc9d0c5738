"""Updates know no way to a site; they say while they change what is live."""

from rempart.channel.reach import Reach
from rempart.updates.actions.writing import is_writing, no_way

UNIT = Reach(id="updates", site=no_way, is_busy=is_writing)
