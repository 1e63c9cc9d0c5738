"""A connector's way out: guarded like every address a tenant types (channel/outbound.py), its troubles in our words."""

from collections.abc import Mapping

from rempart.channel.outbound import Barred, Unreached, request
from rempart.lifecycle.core.connector import Reply, Trouble


def call(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Reply:
    """One exchange; redirects are not followed. Raises Trouble."""
    try:
        answer = request(method, url, headers or {}, body or b"")
    except Barred as barred:
        raise Trouble("barred", str(barred)) from barred
    except Unreached as fault:
        raise Trouble("silent", str(fault)) from fault
    return Reply(answer.status, answer.headers, answer.body)
