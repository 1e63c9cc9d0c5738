"""A tiny name server on loopback UDP whose answers a test decides, question by question."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset

Zone = Callable[
    [str, str, int], list[str] | None
]  # name, type, how often asked before -> "ttl TYPE data", None = NXDOMAIN


@contextlib.contextmanager
def name_server(zone: Zone, *, silent: bool = False, garbage: bool = False) -> Iterator[tuple[str, int]]:
    """Yields (address, port). A record for another name than the asked one is written `name ttl TYPE data`."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("127.0.0.1", 0))
    asked: dict[tuple[str, str], int] = {}

    def serve() -> None:
        while True:
            data, peer = listener.recvfrom(4096)
            if not data:
                return
            if garbage:
                listener.sendto(b"\xff" * 40, peer)
            elif not silent:
                listener.sendto(_answer(data, zone, asked), peer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bell:
            bell.sendto(b"", listener.getsockname())
        thread.join(10)
        listener.close()


def _answer(data: bytes, zone: Zone, asked: dict[tuple[str, str], int]) -> bytes:
    question = dns.message.from_wire(data)
    query = question.question[0]
    key = (query.name.to_text().rstrip("."), dns.rdatatype.to_text(query.rdtype))
    count = asked.get(key, 0)
    asked[key] = count + 1
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.RA
    records = zone(*key, count)
    if records is None:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    for record in records or ():
        parts = record.split(" ")
        name = query.name.to_text() if parts[0].isdigit() else parts.pop(0)
        reply.answer.append(_record(name, parts))
    return reply.to_wire()


def _record(name: str, parts: list[str]) -> dns.rrset.RRset:
    ttl, kind, *data = parts
    return dns.rrset.from_text_list(
        dns.name.from_text(name), int(ttl), "IN", kind, [" ".join(data)], origin=dns.name.root, relativize=False
    )
