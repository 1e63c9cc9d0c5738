"""The sites there are for a range."""

from rempart.channel.ranges import Ranges
from rempart.staging.net import hostile
from rempart.staging.net.fresh import ready, serve

UNIT = Ranges(id="walled", ready=ready, serve=serve, delete=hostile.delete)
