"""A message in a Feishu (Lark) group, through a custom bot."""

import base64
import hashlib
import hmac
import json

from rempart.notices.core.channel import Channel, Settings, coded
from rempart.notices.core.message import Letter, Message, Post, cut


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """Text; with a secret signed as the bot asks: the key is `time, newline, secret`, the message is empty."""
    text = cut(message.lines(), 3_000).replace("<", "\N{FULLWIDTH LESS-THAN SIGN}")  # `<at …>` would call people
    document: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if secret := settings.get("secret"):
        mark = hmac.digest(f"{at_s}\n{secret}".encode(), b"", hashlib.sha256)
        document |= {"timestamp": str(at_s), "sign": base64.b64encode(mark).decode()}
    return Post(settings["url"], {"content-type": "application/json"}, json.dumps(document).encode())


UNIT = Channel(
    id="feishu",
    title="Feishu",
    what="A message in a group of yours. Add a custom bot there; give its address here, and its secret if it has one.",
    source="open.feishu.cn, Custom bot usage guide, read on 2026-11-22",
    settings=("url", "secret"),
    compose=compose,
    judge=coded("code"),
)
