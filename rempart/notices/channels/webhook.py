"""A signed message to any address of your own."""

import json

from rempart.notices.core.channel import Channel, Settings
from rempart.notices.core.message import Letter, Message, Post
from rempart.terms.webhook import signature


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """JSON; with a secret it is signed, so that the receiver can tell it is ours and unaltered."""
    document = {
        "type": "notice.test" if message.is_test else "notice.raised", "severity": message.severity.word,
        "title": message.title, "text": message.text, "when": message.when, "link": message.link or None,
    }  # fmt: skip
    body = json.dumps(document, ensure_ascii=False).encode()
    headers = {"content-type": "application/json", "webhook-id": message.id, "webhook-timestamp": str(at_s)}
    if secret := settings.get("secret"):
        headers["webhook-signature"] = signature(secret.encode(), message.id, at_s, body)
    return Post(settings["url"], headers, body)


UNIT = Channel(
    id="webhook",
    title="Webhook",
    what="Each notice as JSON to an address of yours, signed when you give a secret.",
    source="standardwebhooks.com, specification 1.0.0",
    settings=("url", "secret"),
    compose=compose,
)
