"""Hosts that browsers only ever reach encrypted because they stand in the list built into them (HSTS preload)."""

import warnings
from functools import lru_cache

from hstspreload import in_hsts_preload


@lru_cache(maxsize=1024)
def is_preloaded(host: str) -> bool:
    """Whether the host, or a parent that includes its sub-domains, stands in the list of the installed package."""
    try:
        name = host.encode("idna").decode("ascii") if host else ""
    except UnicodeError:
        return False
    if not name or ":" in name or name.replace(".", "").isdigit():
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it opens its data the way Python 3.11 discourages
        return bool(in_hsts_preload(name))
