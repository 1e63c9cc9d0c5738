"""A connector's way out: guarded like every address a tenant types (channel/outbound.py), its troubles in our words."""

import time
from collections.abc import Mapping

from rempart.channel.outbound import TOTAL_S, Barred, Unreached, request
from rempart.lifecycle.core.connector import Client, Reply, Trouble

JOB_S = 60.0  # for all exchanges of one revocation; the lease of core/patience.py is longer


def call(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Reply:
    """One exchange; redirects are not followed. Raises Trouble."""
    return _exchange(method, url, headers, body, TOTAL_S)


def within(job_s: float = JOB_S) -> Client:
    """A client for one job, so that a dripping system never holds it beyond its lease."""
    end = time.monotonic() + job_s

    def limited(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Reply:
        left = end - time.monotonic()
        if left <= 0:
            raise Trouble("silent", "the system took too long over all")
        return _exchange(method, url, headers, body, min(TOTAL_S, left))

    return limited


def _exchange(method: str, url: str, headers: Mapping[str, str] | None, body: bytes | None, total_s: float) -> Reply:
    try:
        answer = request(method, url, headers or {}, body or b"", total_s=total_s)
    except Barred as barred:
        raise Trouble("barred", str(barred)) from barred
    except Unreached as fault:
        raise Trouble("silent", str(fault)) from fault
    return Reply(answer.status, answer.headers, answer.body)
