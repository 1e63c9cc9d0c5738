"""A message in a Feishu (Lark) group, through a custom bot."""

import base64
import hashlib
import hmac
import json

from rempart.notices.core.channel import Channel, Settings, taken
from rempart.notices.core.message import Answered, Letter, Message, Post, cut


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """Text; with a secret signed as the bot asks: the key is `time, newline, secret`, the message is empty."""
    text = cut(message.lines(), 3_000).replace("<", "\N{FULLWIDTH LESS-THAN SIGN}")  # `<at …>` would call people
    document: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if secret := settings.get("secret"):
        mark = hmac.digest(f"{at_s}\n{secret}".encode(), b"", hashlib.sha256)
        document |= {"timestamp": str(at_s), "sign": base64.b64encode(mark).decode()}
    return Post(settings["url"], {"content-type": "application/json"}, json.dumps(document).encode())


def judge(answer: Answered) -> str:
    """200 alone says nothing: a refusal has a code other than 0 in the body."""
    try:
        code = json.loads(answer.body).get("code", 0)
    except (ValueError, AttributeError):
        return taken(answer) or "unreadable"
    return taken(answer) or ("" if code == 0 else f"answered_{int(code)}" if isinstance(code, int) else "unreadable")


UNIT = Channel(
    id="feishu",
    title="Feishu",
    what="A message in a group of yours. Add a custom bot there; give its address here, and its secret if it has one.",
    source="open.feishu.cn, Custom bot usage guide, read on 2026-11-22",
    settings=("url", "secret"),
    compose=compose,
    judge=judge,
)
