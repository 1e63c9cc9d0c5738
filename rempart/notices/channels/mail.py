"""A mail to one address."""

from rempart.notices.core.channel import Channel, Settings
from rempart.notices.core.message import Letter, Message, Post, cut


def compose(message: Message, settings: Settings, at_s: int) -> Post | Letter:
    """Plain text: it is read everywhere, and nothing in it can be clicked by mistake but the one link."""
    subject = cut(" ".join(message.title.split()), 150)
    body = "\n\n".join(part for part in (message.text, message.when, message.link) if part)
    return Letter(settings["address"], subject, body + "\n")


UNIT = Channel(
    id="mail",
    title="Mail",
    what="A short mail to an address of yours.",
    source="RFC 5322; RFC 3676",
    settings=("address",),
    compose=compose,
    is_personal=True,
)
