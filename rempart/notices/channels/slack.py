"""A message in a Slack room, through an incoming webhook."""

import json

from rempart.notices.core.channel import Channel, Settings
from rempart.notices.core.message import Letter, Message, Post, cut

TEXT_MAX = 3_000  # of one section block


def _escaped(text: str) -> str:
    """Slack reads these three as its own marks; nothing a hostile site says becomes a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """A heading and a text that is not interpreted."""
    body = "\n".join(part for part in (message.text, message.when, message.link) if part)
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": cut(message.title, 150), "emoji": False}},
        {"type": "section", "text": {"type": "plain_text", "text": cut(body, TEXT_MAX), "emoji": False}},
    ]
    document = {"text": _escaped(cut(message.title, 150)), "blocks": blocks}
    return Post(settings["url"], {"content-type": "application/json"}, json.dumps(document).encode())


UNIT = Channel(
    id="slack",
    title="Slack",
    what="A message in a room of yours. Make an incoming webhook there and give its address here.",
    source="docs.slack.dev, Sending messages using incoming webhooks, read on 2026-11-22",
    settings=("url",),
    compose=compose,
)
