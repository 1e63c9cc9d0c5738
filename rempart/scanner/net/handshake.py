"""Greets the encrypted port to see the certificate: once reading whatever is shown, once judging the chain."""

import asyncio
import secrets
import ssl

from rempart.channel.guarded.faults import wire_fault
from rempart.channel.guarded.wire import CHUNK, Door, connect, lax_context, trust
from rempart.scanner.core.collector import Handshake, LookError
from rempart.scanner.core.hello import MAX_FLIGHT, client_hello, staple_in
from rempart.scanner.net.options import Limits, RunOptions

NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME: dates are judged from the certificate itself
TIME_CODES = frozenset({9, 10})  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
MAX_CHAIN = 20  # certificates of one chain that are kept; real ones have two to four
UNTOLD = 1  # X509_V_ERR_UNSPECIFIED


async def look(door: Door, options: RunOptions) -> Handshake:
    """Chain and trust. Raises LookError; `cannot_tell` when the server changes its certificate while we look."""
    for _ in range(2):
        chain = await _greet(door, lax_context(), options.limits)
        code, again = await _trust(door, options, 0)
        is_in_time = code not in TIME_CODES
        if not is_in_time:
            code, again = await _trust(door, options, NO_CHECK_TIME)
        if code != 0:
            again = await _greet(door, lax_context(), options.limits)
        if again and again[0] == chain[0]:
            return Handshake(door.host, door.address, chain, code, is_in_time, await _staple(door, options.limits))
    raise LookError("cannot_tell", f"{door.label} showed different certificates within one look; try again later")


async def _trust(door: Door, options: RunOptions, flags: int) -> tuple[int, tuple[bytes, ...]]:
    """OpenSSL's verdict on the chain alone; name and key strength are told apart from the certificate itself."""
    context = lax_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= flags | ssl.VERIFY_X509_TRUSTED_FIRST
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    trust(context, options.ca_file)
    try:
        return 0, await _greet(door, context, options.limits)
    except LookError as fault:
        cause = fault.__cause__
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_code or UNTOLD, ()
        raise


async def _greet(door: Door, context: ssl.SSLContext, limits: Limits) -> tuple[bytes, ...]:
    try:
        _, writer = await connect(door, context, limits)
    except (OSError, EOFError) as fault:
        raise wire_fault(door.label, fault) from fault
    try:
        shown = writer.get_extra_info("ssl_object")
        inner = shown._sslobj  # the chain has a public name only from Python 3.13 on
        found = tuple(bytes(ssl.PEM_cert_to_DER_cert(c.public_bytes())) for c in inner.get_unverified_chain() or ())
    finally:
        writer.transport.abort()
    if not found:
        raise LookError("tls_failed", f"{door.label} shows no certificate")
    return found[:MAX_CHAIN]


async def _staple(door: Door, limits: Limits) -> bool | None:
    """Does the server staple an OCSP answer? None when it speaks no TLS 1.2 or hangs up: a detail, never an error."""
    try:
        reader, writer = await connect(door, None, limits)
    except (OSError, LookError):
        return None
    flight = b""
    try:
        async with asyncio.timeout(limits.read_s):
            writer.write(client_hello(door.host, secrets.token_bytes(32)))
            while len(flight) < MAX_FLIGHT and (data := await reader.read(CHUNK)):
                flight += data
                if (told := staple_in(flight)) is not None:
                    return told
    except (OSError, ValueError):
        return None
    finally:
        writer.transport.abort()
    return None
