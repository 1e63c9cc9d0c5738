"""Ask a time-stamping authority about a checkpoint, and check its answer (RFC 3161 with rfc3161-client)."""

import http.client
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.x509 import load_pem_x509_certificate
from rfc3161_client import TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response

from rempart.ledger.timestamp.stamps import Authority

ANSWER_S = 10.0
TOKEN_MAX_BYTES = 64 * 1024  # an answer with its certificates has 3 to 10 KB


class NoStamp(Exception):
    """The authority gave no good time stamp; the message says why."""


def ask(authority: Authority, text: str) -> bytes:
    """The authority's answer on this signed note, checked. Raises NoStamp."""
    request = TimestampRequestBuilder().data(text.encode()).build()
    token = _post(authority.address, request.as_bytes())
    _check(token, text, authority.root, request.nonce)
    return token


def check(token: bytes, text: str, root: str) -> datetime:
    """When the authority saw this note. Raises NoStamp."""
    return _check(token, text, root, None)


def _check(token: bytes, text: str, root: str, nonce: int | None) -> datetime:
    if len(token) > TOKEN_MAX_BYTES:
        raise NoStamp(f"a time stamp of more than {TOKEN_MAX_BYTES} bytes")
    try:
        answer = decode_timestamp_response(token)
        builder = VerifierBuilder().add_root_certificate(load_pem_x509_certificate(root.encode()))
        if nonce is not None:
            builder = builder.nonce(nonce)
        builder.build().verify_message(answer, text.encode())
    except (VerificationError, ValueError) as fault:
        raise NoStamp(f"the time stamp does not hold: {fault}") from fault
    return answer.tst_info.gen_time


def _post(address: str, body: bytes) -> bytes:
    parts = urlsplit(address)
    form = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = form(parts.hostname or "", parts.port, timeout=ANSWER_S)
    try:
        connection.request("POST", parts.path or "/", body, {"Content-Type": "application/timestamp-query"})
        answer = connection.getresponse()
        data = answer.read(TOKEN_MAX_BYTES + 1)
    except (OSError, http.client.HTTPException) as trouble:
        raise NoStamp(f"{type(trouble).__name__}: {trouble}") from trouble
    finally:
        connection.close()
    if answer.status != 200:
        raise NoStamp(f"the authority answered {answer.status}")
    return data
