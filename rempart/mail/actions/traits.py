"""What the rules read of the sealed part of a hit; it names nobody and stays when the rest is emptied."""

from collections.abc import Mapping, Sequence
from typing import Any

from rempart.mail.core.hits.agents import family, is_tool
from rempart.mail.core.hits.networks import MACHINES, is_within


def traits_of(raw: Mapping[str, str], machines: Sequence[str] = (), own: Sequence[str] = ()) -> dict[str, Any]:
    """`machines` and `own` are what the organisation names."""
    agent, address = raw.get("agent", ""), raw.get("address", "")
    return {
        "family": family(agent),
        "tool": is_tool(agent),
        "cloud": is_within(address, (*MACHINES, *machines)),
        "own": is_within(address, own),
        "ahead": "prefetch" in raw.get("wish", "").lower() or "preview" in raw.get("wish", "").lower(),
    }
