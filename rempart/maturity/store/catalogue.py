"""The units of maturity, found once per process."""

from functools import lru_cache
from typing import NamedTuple

from rempart.maturity.core.control import Control
from rempart.maturity.core.step import Step
from rempart.maturity.core.threat import Threat
from rempart.registry.discover import discover


class Catalogue(NamedTuple):
    """Controls, threats and steps by id."""

    controls: dict[str, Control]
    threats: dict[str, Threat]
    steps: dict[str, Step]


@lru_cache
def catalogue() -> Catalogue:
    """Raises BadUnit when a file is no whole unit: a house with a missing stone does not start."""
    return Catalogue(
        discover("rempart.maturity.controls", Control),
        discover("rempart.maturity.threats", Threat),
        discover("rempart.maturity.steps", Step),
    )
