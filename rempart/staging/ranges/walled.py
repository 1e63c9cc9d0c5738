"""The sites there are for a range."""

from rempart.channel.ranges import Ranges
from rempart.staging.net.fresh import delete, ready, serve

UNIT = Ranges(id="walled", ready=ready, serve=serve, delete=delete)
