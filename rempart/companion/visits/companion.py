"""Requests that reached the PHP of a site, as its companion counted them."""

from rempart.channel.visits import Visits
from rempart.companion.store.visits import counted_since, counting_sites

UNIT = Visits(id="companion", sites=counting_sites, since=counted_since)
