"""A message in a WeCom group, through a group robot."""

import json

from rempart.notices.core.channel import Channel, Settings, coded
from rempart.notices.core.message import Letter, Message, Post, cut_bytes

TEXT_MAX_BYTES = 2_048  # of a text message; a longer one is refused


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """Plain text: markdown would let what a hostile site says become a link."""
    document = {"msgtype": "text", "text": {"content": cut_bytes(message.lines(), TEXT_MAX_BYTES)}}
    return Post(settings["url"], {"content-type": "application/json"}, json.dumps(document).encode())


UNIT = Channel(
    id="wecom",
    title="WeCom",
    what="A message in a group of yours. Add a group robot there and give its address here.",
    source="developer.work.weixin.qq.com, Group robots, read on 2026-11-22",
    settings=("url",),
    compose=compose,
    judge=coded("errcode"),
)
