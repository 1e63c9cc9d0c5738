"""A TLS 1.2 greeting that asks for an OCSP staple, and what the server's clear-text answer says about it.

TLS 1.3 hides the staple inside the encryption, and Python's ssl has no way to ask; so this looks at TLS 1.2 only.
"""

import ipaddress
import struct

HANDSHAKE, ALERT = 22, 21
SERVER_HELLO, CERTIFICATE_STATUS, SERVER_HELLO_DONE = 2, 22, 14
TLS12 = b"\x03\x03"
SUITES = (
    0xC02F,
    0xC02B,
    0xC030,
    0xC02C,
    0xCCA8,
    0xCCA9,
    0xC013,
    0xC009,
    0xC014,
    0xC00A,
    0x009C,
    0x009D,
    0x002F,
    0x0035,
)
GROUPS = (0x001D, 0x0017, 0x0018)  # X25519, P-256, P-384
SIGNATURES = (0x0403, 0x0503, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0807, 0x0201)
MAX_FLIGHT = 128 * 1024  # bytes of the server's first flight: a few certificates and a staple
MAX_MESSAGES = 40


def _list(values: tuple[int, ...]) -> bytes:
    packed = b"".join(struct.pack(">H", value) for value in values)
    return struct.pack(">H", len(packed)) + packed


def _extension(number: int, body: bytes) -> bytes:
    return struct.pack(">HH", number, len(body)) + body


def _server_name(host: str) -> bytes:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        entry = b"\0" + struct.pack(">H", len(name)) + name
        return _extension(0, struct.pack(">H", len(entry)) + entry)
    return b""  # RFC 6066: addresses are not sent


def client_hello(host: str, random: bytes) -> bytes:
    """One record. `random` is 32 bytes."""
    extensions = b"".join(
        (
            _server_name(host),
            _extension(5, b"\x01\0\0\0\0"),  # status_request: OCSP, any responder
            _extension(10, _list(GROUPS)),
            _extension(11, b"\x01\0"),
            _extension(13, _list(SIGNATURES)),
        )
    )
    body = TLS12 + random + b"\0" + _list(SUITES) + b"\x01\0" + struct.pack(">H", len(extensions)) + extensions
    message = b"\x01" + struct.pack(">I", len(body))[1:] + body
    return bytes([HANDSHAKE]) + b"\x03\x01" + struct.pack(">H", len(message)) + message


def staple_in(flight: bytes) -> bool | None:
    """True: a staple came. False: the greeting ended without one. None: more bytes are needed, or none will tell.

    Raises ValueError when the bytes can no longer become a TLS 1.2 greeting (an alert, another protocol).
    """
    stream = b""
    at = 0
    while len(flight) - at >= 5:
        kind, size = flight[at], struct.unpack_from(">H", flight, at + 3)[0]
        if kind != HANDSHAKE or flight[at + 1] != 3:
            raise ValueError("no TLS 1.2 greeting")
        stream += flight[at + 5 : at + 5 + size]
        at += 5 + size
    return _staple_among(stream)


def _staple_among(stream: bytes) -> bool | None:
    at = 0
    for _ in range(MAX_MESSAGES):
        if len(stream) - at < 4:
            return None
        kind, size = stream[at], int.from_bytes(stream[at + 1 : at + 4], "big")
        if at == 0 and kind != SERVER_HELLO:
            raise ValueError("no TLS 1.2 greeting")
        if len(stream) - at - 4 < size:
            return None
        if kind == CERTIFICATE_STATUS:
            return size > 4
        if kind == SERVER_HELLO_DONE:
            return False
        at += 4 + size
    raise ValueError("too many messages")
