"""One connection to one checked address and one HTTP/1.1 exchange over it, every step within a limit."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import h11

from rempart.channel.guarded.bounds import Bounds
from rempart.channel.guarded.faults import wire_fault
from rempart.terms.looking import LookError

CHUNK = 64 * 1024
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Door:
    """Where to knock: `host` is the name shown to the server, `address` the checked one that is connected to."""

    host: str
    address: str
    port: int
    is_encrypted: bool

    @property
    def label(self) -> str:
        """For sentences."""
        return f"{self.host} (port {self.port})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, still as sent; `is_whole` is false when the limit or the peer cut it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_whole: bool
    elapsed_ms: int
    is_verified: bool | None


def strict_context(ca_file: Path | None) -> ssl.SSLContext:
    """As a browser would: known roots and the operator's own, the name, today's rules. Raises LookError."""
    context = ssl.create_default_context()
    trust(context, ca_file)
    return context


def trust(context: ssl.SSLContext, ca_file: Path | None) -> None:
    """Add the operator's own roots. Raises LookError when the file holds none."""
    try:
        if ca_file:
            context.load_verify_locations(cafile=str(ca_file))
    except OSError as bad:  # ssl.SSLError is one
        raise LookError("unexpected", f"The CA file {ca_file} cannot be read as PEM certificates") from bad


def lax_context() -> ssl.SSLContext:
    """Reads whatever is there, old protocols and bad certificates too: to look, never to send anything secret."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:!aNULL:!eNULL:@SECLEVEL=0")  # without identity there is no certificate to look at
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


async def connect(door: Door, context: ssl.SSLContext | None, limits: Bounds) -> Streams:
    """Open a connection. Raises OSError, ssl.SSLError, TimeoutError; LookError `refused` when nobody lets us in."""
    try:
        async with asyncio.timeout(limits.connect_s):
            reader, writer = await asyncio.open_connection(door.address, door.port, limit=CHUNK)
    except TimeoutError as silent:
        raise LookError("refused", f"{door.label} lets no connection in") from silent
    is_ready = context is None
    try:
        if context is not None:
            async with asyncio.timeout(limits.read_s):
                await writer.start_tls(context, server_hostname=door.host)
            is_ready = True
    finally:
        if not is_ready:
            writer.transport.abort()
    return reader, writer


async def enter(door: Door, strict: ssl.SSLContext, limits: Bounds) -> tuple[Streams, bool | None]:
    """A connection and whether its certificate was accepted; an unacceptable one is entered all the same."""
    if not door.is_encrypted:
        return await connect(door, None, limits), None
    try:
        return await connect(door, strict, limits), True
    except ssl.SSLError:
        return await connect(door, lax_context(), limits), False


async def exchange(
    door: Door,
    strict: ssl.SSLContext,
    limits: Bounds,
    request: tuple[str, str, Sequence[tuple[str, str]], bytes],
) -> Answer:
    """Send `request` (method, target, headers, body) and read the answer. Raises LookError."""
    try:
        async with asyncio.timeout(limits.total_s):
            loop = asyncio.get_running_loop()
            begun = loop.time()
            (reader, writer), is_verified = await enter(door, strict, limits)
            try:
                wire = h11.Connection(h11.CLIENT, max_incomplete_event_size=limits.head_bytes)
                await _send(wire, writer, request)
                head = await _head(wire, reader, limits, door)
                elapsed = int((loop.time() - begun) * 1000)
                body, is_whole = await _body(wire, reader, limits)
            finally:
                writer.transport.abort()
    except (OSError, EOFError) as fault:  # ssl.SSLError and TimeoutError are OSErrors
        raise wire_fault(door.label, fault) from fault
    except (h11.RemoteProtocolError, h11.LocalProtocolError) as bad:
        raise _bad_answer(door, bad) from bad
    headers = tuple((name.decode("latin-1"), value.decode("utf-8", "replace")) for name, value in head.headers)
    return Answer(head.status_code, headers, body, is_whole, elapsed, is_verified)


def _bad_answer(door: Door, bad: h11.ProtocolError) -> LookError:
    if bad.error_status_hint == 431:
        return LookError("too_large", f"{door.label} sends headers without end")
    return LookError("bad_answer", f"{door.label} answers with something that is not HTTP ({bad})"[:300])


async def _send(
    wire: h11.Connection,
    writer: asyncio.StreamWriter,
    request: tuple[str, str, Sequence[tuple[str, str]], bytes],
) -> None:
    method, target, headers, body = request
    raw = [(name.encode("latin-1"), value.encode("utf-8")) for name, value in headers]
    if body or method in ("POST", "PUT", "PATCH"):
        raw.append((b"content-length", str(len(body)).encode()))
    out = wire.send(h11.Request(method=method.encode(), target=target.encode("utf-8"), headers=raw)) or b""
    if body:
        out += wire.send(h11.Data(data=body)) or b""
    writer.write(out + (wire.send(h11.EndOfMessage()) or b""))
    await writer.drain()


async def _head(wire: h11.Connection, reader: asyncio.StreamReader, limits: Bounds, door: Door) -> h11.Response:
    for _ in range(limits.informational + 1):
        event = await _event(wire, reader, limits)
        if isinstance(event, h11.Response):
            if event.http_version not in (b"1.0", b"1.1"):
                raise h11.RemoteProtocolError("an HTTP version nobody asked for")
            return event
        if not isinstance(event, h11.InformationalResponse):
            raise EOFError
    raise LookError("bad_answer", f"{door.label} announces an answer again and again and never gives it")


async def _body(wire: h11.Connection, reader: asyncio.StreamReader, limits: Bounds) -> tuple[bytes, bool]:
    """The bytes as sent, at most the limit, and whether they are all there."""
    parts: list[bytes] = []
    size = 0
    while size <= limits.body_bytes:
        try:
            event = await _event(wire, reader, limits)
        except (h11.RemoteProtocolError, ConnectionError, ssl.SSLError):
            return b"".join(parts), False  # hung up in the middle: the head is still worth something
        if not isinstance(event, h11.Data):
            return b"".join(parts), True
        parts.append(bytes(event.data))
        size += len(event.data)
    return b"".join(parts)[: limits.body_bytes], False


async def _event(wire: h11.Connection, reader: asyncio.StreamReader, limits: Bounds) -> h11.Event:
    while True:
        event = wire.next_event()
        if event is h11.NEED_DATA:
            async with asyncio.timeout(limits.read_s):
                data = await reader.read(CHUNK)
            if not data and wire.their_state is h11.SEND_RESPONSE:
                if wire.trailing_data[0]:
                    raise h11.RemoteProtocolError("it broke off before any answer was whole")
                raise EOFError
            wire.receive_data(data)
        elif isinstance(event, h11.Event):
            return event
        else:
            raise EOFError
