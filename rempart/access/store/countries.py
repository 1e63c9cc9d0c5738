"""Country of an address, from a list on this machine that the operator put there; without one it is unknown.

Nothing is asked of anybody. Why no list is shipped: docs/decisions/0005-who-and-where-kept.md.
"""

import ipaddress
import logging
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

from rempart.channel.place import state_folder

FILE = "countries.dat.gz"  # in the form of geoip2fast
UNKNOWN = ""

log = logging.getLogger("rempart.access")


def country_of(address: str) -> str:
    """Two capitals (ISO 3166-1), or UNKNOWN."""
    try:
        if not ipaddress.ip_address(address).is_global:
            return UNKNOWN
    except ValueError:
        return UNKNOWN
    file = state_folder() / FILE
    if not file.is_file():
        return UNKNOWN
    found = _reader(str(file), file.stat().st_mtime_ns)
    said = str(found.lookup(address).country_code) if found is not None else ""
    return said if len(said) == 2 and said.isalpha() else UNKNOWN


@lru_cache(maxsize=1)
def _reader(file: str, changed_ns: int) -> Any:
    """The list in memory (about 40 MB); read again when the file changes. None when it cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own sources warn when they are first compiled
        from geoip2fast import GeoIP2Fast
        from geoip2fast.geoip2fast import GeoIPError
    try:
        return GeoIP2Fast(geoip2fast_data_file=file, verbose=False)
    except (GeoIPError, OSError, ValueError) as fault:
        log.warning("access: %s cannot be read (%s); countries stay unknown", Path(file).name, type(fault).__name__)
        return None
