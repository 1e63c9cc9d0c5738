"""What an app for time-based codes would show (RFC 6238), reckoned without the code under test."""

import base64
import hmac
import struct
import time

STEP_S = 30
LEAST_S = 10  # of the half minute: a busy machine takes a while until what was typed arrives


def code_of(secret: str) -> str:
    """The code of this half minute, or of the next one when this is nearly over: nobody types one that is about to go."""
    while (left := STEP_S - time.time() % STEP_S) < LEAST_S:
        time.sleep(left)
    return code_at(secret, time.time())


def code_at(secret: str, moment_s: float) -> str:
    """The code of that moment."""
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(moment_s) // STEP_S), "sha1")
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
