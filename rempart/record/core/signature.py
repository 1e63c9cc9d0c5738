"""The signature of a webhook: HMAC-SHA256 over id, time and body, as Standard Webhooks has it."""

import base64
import secrets
from collections.abc import Sequence

from rempart.terms.webhook import signature

PREFIX = "whsec_"
SECRET_BYTES = 32
WINDOW_S = 300  # a receiver refuses a timestamp further away than this, in either direction
OVERLAP_S = 24 * 3600  # after a rotation both secrets sign, so that the receiver can change in peace


def new_secret() -> str:
    """`whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sign(secret: str, message_id: str, timestamp_s: int, body: bytes) -> str:
    """`v1,` and the code in base64."""
    return signature(base64.b64decode(secret.removeprefix(PREFIX)), message_id, timestamp_s, body)


def headers(held: Sequence[str], message_id: str, timestamp_s: int, body: bytes) -> dict[str, str]:
    """The three headers; one signature for each secret in force."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp_s),
        "webhook-signature": " ".join(sign(secret, message_id, timestamp_s, body) for secret in held),
    }
