"""A message in a Microsoft Teams channel, through a workflow that receives a webhook request."""

import json

from rempart.notices.core.channel import Channel, Settings
from rempart.notices.core.message import Letter, Message, Post, cut
from rempart.terms.severity import Severity

COLOURS = {Severity.CRITICAL: "attention", Severity.WARNING: "warning"}


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """An adaptive card; its texts are runs, which Teams does not read as markdown."""
    title = {"type": "TextRun", "text": cut(message.title, 200), "weight": "bolder", "size": "large"}
    title["color"] = COLOURS.get(message.severity, "default")
    rows = [title, *({"type": "TextRun", "text": cut(part, 2_000)} for part in (message.text, message.when) if part)]
    card: dict[str, object] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
        "body": [{"type": "RichTextBlock", "inlines": [row]} for row in rows],
    }  # fmt: skip
    if message.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Rempart", "url": message.link}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    document = {"type": "message", "attachments": [attachment]}
    return Post(settings["url"], {"content-type": "application/json"}, json.dumps(document).encode())


UNIT = Channel(
    id="teams",
    title="Microsoft Teams",
    what="A card in a channel of yours. Make a workflow for incoming webhooks there and give its address here.",
    source="learn.microsoft.com, Create incoming webhooks with Workflows, read on 2026-11-22",
    settings=("url",),
    compose=compose,
)
