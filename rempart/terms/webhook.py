"""The signature of a webhook, as Standard Webhooks 1.0.0 has it (standardwebhooks.com)."""

import base64
import hmac


def signature(key: bytes, message_id: str, at_s: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256 over id, time in seconds and body, in base64."""
    signed = b"%b.%d.%b" % (message_id.encode(), at_s, body)
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
