"""The signs by which a visit is told to be a machine's or a person's, each with its weight. A list, so that a new one
touches nothing else; `RULES` grows with every change here, and everything is then judged again.

Where from: figures.md names them after what users of other drill tools report as false clicks (gophish issues 973, 1607,
2357, 2446).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rempart.mail.core.hits.arrived import Kind
from rempart.mail.core.hits.touch import Visit

RULES = 1
SOON_MS = 5_000  # nobody opens, reads and presses within it
BURST_MS = 3_000  # different links of one mail, faster than a hand
BURST_LINKS = 2
CROWD = 5  # mails that one network touched around the same time
CROWD_MS = 10 * 60_000
NEEDED = 3  # weight that makes a machine


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a visit: when its mail was accepted, how many mails its network touched, which browsers its person
    used before (of visits judged a person's)."""

    delivered_ms: int | None = None
    crowd: int = 0
    is_own_network: bool = False
    families: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Sign:
    """Positive weights speak for a machine, negative ones for a person; a `decides` alone is enough, whatever else holds."""

    id: str
    weight: int
    holds: Callable[[Visit, Around], bool]
    decides: bool = False


def _lag_ms(visit: Visit, around: Around) -> int | None:
    return None if around.delivered_ms is None else visit.first.at_ms - around.delivered_ms


def _is_early(visit: Visit, around: Around) -> bool:
    lag = _lag_ms(visit, around)
    return lag is not None and lag < 0


def _is_soon(visit: Visit, around: Around) -> bool:
    lag = _lag_ms(visit, around)
    return lag is not None and 0 <= lag <= SOON_MS


def _is_burst(visit: Visit, around: Around) -> bool:
    times: Mapping[int, int] = {one.link: one.at_ms for one in reversed(visit.touches) if one.kind is Kind.LINK}
    moments = sorted(times.values())
    pairs = zip(moments, moments[BURST_LINKS - 1 :], strict=False)
    return any(later - sooner <= BURST_MS for sooner, later in pairs)


SIGNS = (
    Sign("decoy", 3, lambda v, a: v.has(Kind.DECOY), decides=True),
    Sign("before_delivery", 3, _is_early, decides=True),
    Sign("head", 3, lambda v, a: all(one.method != "GET" for one in v.touches), decides=True),
    Sign("tool", 3, lambda v, a: any(one.is_tool for one in v.touches), decides=True),
    Sign("ahead", 3, lambda v, a: all(one.is_ahead for one in v.touches)),
    Sign("soon", 2, _is_soon),
    Sign("burst", 2, _is_burst),
    Sign("cloud", 2, lambda v, a: any(one.is_cloud for one in v.touches) and not a.is_own_network),
    Sign("no_page", 2, lambda v, a: not v.has(Kind.PAGE, Kind.HERE, Kind.LEARN, Kind.TEACH)),
    Sign("no_script", 1, lambda v, a: not v.has(Kind.HERE)),
    Sign("crowd", 1, lambda v, a: a.crowd >= CROWD and not a.is_own_network),
    Sign("other_browser", 1, lambda v, a: bool(a.families) and v.first.family not in a.families),
    Sign("script_ran", -1, lambda v, a: v.has(Kind.HERE)),
    Sign("went_on", -2, lambda v, a: v.has(Kind.LEARN)),
)
