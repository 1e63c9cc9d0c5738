"""What an app for time-based codes would show (RFC 6238), reckoned without the code under test."""

import base64
import hmac
import struct
import time

STEP_S = 30


def code_of(secret: str) -> str:
    """The code of this half minute."""
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // STEP_S), "sha1")
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
