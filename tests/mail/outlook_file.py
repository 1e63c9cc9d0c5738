"""Outlook's own file of a mail (.msg), made for a test from what matters in it. Source: MS-OXMSG."""

from tests.mail.archives import ole

FIXED = "__properties_version1.0"
Streams = dict[str, bytes]


def outlook_mail(**said: str | bytes) -> bytes:
    """`subject`, `sender`, `name`, `body`, `html`, `rich`, `heads`; `attached` bytes under `called`."""
    return ole(streams(**said))


def streams(**said: str | bytes) -> Streams:
    """Before they are put into one file."""
    numbers = {
        "subject": "0037",
        "sender": "5D01",
        "name": "0C1A",
        "body": "1000",
        "heads": "007D",
        "html": "1013",
        "rich": "1009",
    }
    found: Streams = {FIXED: bytes(32)}
    for word, value in said.items():
        if word in numbers:
            kind, raw = ("0102", value) if isinstance(value, bytes) else ("001F", value.encode("utf-16-le"))
            found[f"__substg1.0_{numbers[word]}{kind}"] = raw
    if "attached" in said:
        folder = "__attach_version1.0_#00000000"
        called, data = said["called"], said["attached"]
        assert isinstance(called, str)
        assert isinstance(data, bytes)
        found[f"{folder}/__substg1.0_3707001F"] = called.encode("utf-16-le")
        found[f"{folder}/__substg1.0_37010102"] = data
    return found
