"""The ten checks on one exchange, in the order the contract names them."""

from rempart.scanner.core.headers import (
    cookies,
    corp,
    cors,
    csp,
    frames,
    hsts,
    nosniff,
    redirection,
    referrer,
    sri,
)
from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.judged import Judged

CHECKS = {
    "csp": csp.judge,
    "cookies": cookies.judge,
    "cors": cors.judge,
    "corp": corp.judge,
    "frames": frames.judge,
    "hsts": hsts.judge,
    "nosniff": nosniff.judge,
    "redirection": redirection.judge,
    "referrer": referrer.judge,
    "sri": sri.judge,
}


def judge_exchange(exchange: Exchange) -> tuple[Judged, ...]:
    """All checks; never raises, and the order of header names makes no difference."""
    return tuple(judge(exchange) for judge in CHECKS.values())
