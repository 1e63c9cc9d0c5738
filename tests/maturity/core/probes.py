"""Exercises of a filter, as the probe would report them."""

from typing import Any

from rempart.facts.probe import AttackClass, EdgeProbe, FilterProbe


def filtered(attack: AttackClass, blocked: int = 6, **changes: Any) -> FilterProbe:
    """Six attacks and their six twins, none of which was blocked."""
    usual: dict[str, Any] = {
        "sent": 6,
        "twins_sent": 6,
        "twins_blocked": 0,
        "blocks_identification_only": False,
        "ways": ("status",) if blocked else (),
    }
    return FilterProbe(attack=attack, blocked=blocked, **{**usual, **changes})


def edge(tried: int = 2, open_: int = 0) -> EdgeProbe:
    """What stands in front, and how many addresses behind it answered directly."""
    return EdgeProbe(edge="example-edge", signs=("header",), is_cached=True, origins_tried=tried, origins_open=open_)
