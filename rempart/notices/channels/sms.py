"""A short message to a telephone, through the HTTP gateway of your provider."""

import json

from rempart.notices.core.channel import Channel, Settings
from rempart.notices.core.message import Letter, Message, Post, cut

ROOM = 160  # of one message in the GSM alphabet; other alphabets have 70
ROOM_WIDE = 70
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
PLAIN = str.maketrans({"’": "'", "\u202f": " ", "[": "(", "]": ")", "“": '"', "”": '"', "–": "-"})


def text_of(message: Message) -> str:
    """One message, never two: the title, and of the rest what has room."""
    whole = " ".join(f"{message.title}: {message.text}".split()).translate(PLAIN)
    return cut(whole, ROOM_WIDE) if set(whole) - GSM else whole[:ROOM]


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """The provider's own JSON, with {to} and {text} filled in as JSON strings."""
    filled = settings["template"]
    for slot, value in (("{to}", settings["number"]), ("{text}", text_of(message))):
        filled = filled.replace(slot, json.dumps(value)[1:-1])
    headers = {"content-type": "application/json"}
    if settings.get("authorization"):
        headers["authorization"] = settings["authorization"]
    return Post(settings["url"], headers, filled.encode())


UNIT = Channel(
    id="sms",
    title="SMS",
    what="One short message to a telephone, through your provider's HTTP gateway.",
    source="3GPP TS 23.038, alphabets and lengths; the gateway's own description",
    settings=("number", "url", "template", "authorization"),
    compose=compose,
    is_personal=True,
)
