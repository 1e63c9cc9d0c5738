"""When to believe a look. The numbers are chosen so that 1 % lost packets never shout and an outage shouts in time."""

from dataclasses import dataclass

SHORTEST_INTERVAL_S = 20
LONGEST_INTERVAL_S = 86_400
LOOK_S = 10.0  # one ordinary look, at most; half the interval where that is shorter
RETRY_S = 5.0  # a look taken to confirm: a site that takes longer is no help to anybody
RETRY_PAUSE_S = 2.0  # between looks that confirm; a burst of lost packets is over by then


@dataclass(frozen=True, slots=True)
class Policy:
    """`tries_alone` failed looks in a row count where one vantage point speaks; `tries_each` where two agree.

    With 1 % of all looks failing by chance, independently, four in a row come once in 600 years of looks
    every 20 seconds; two in a row at each of two places as often.
    """

    interval_s: int = 60
    tries_alone: int = 4
    tries_each: int = 2
    recoveries: int = 2
    poor_tries: int = 3
    flap_downs: int = 3
    flap_span_ms: int = 30 * 60_000
    steady_ms: int = 30 * 60_000
    stays_down_ms: int = 10 * 60_000

    @property
    def silent_after_ms(self) -> int:
        """A vantage point that said nothing for so long is silent."""
        return 3 * self.interval_s * 1_000 + 30_000

    @property
    def look_s(self) -> float:
        """How long one ordinary look may take."""
        return min(LOOK_S, self.interval_s / 2)
