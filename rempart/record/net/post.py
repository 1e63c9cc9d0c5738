"""One signed HTTP message for an entry."""

from collections.abc import Mapping, Sequence

from rempart import __version__
from rempart.channel import outbound
from rempart.record.core import signature

TAKEN = range(200, 300)


class Declined(Exception):
    """The receiver answered, and did not take it. `status` is what it said."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the receiver answered {status}")
        self.status = status


def send(
    body: bytes, message_id: str, at_s: int, content_type: str, settings: Mapping[str, str], secrets: Sequence[str]
) -> None:
    """Raises Declined, Barred or Unreached."""
    headers = {
        "content-type": content_type,
        "user-agent": f"Rempart/{__version__}",
        **signature.headers(secrets, message_id, at_s, body),
    }
    if settings.get("authorization"):
        headers["authorization"] = settings["authorization"]
    answer = outbound.request("POST", settings["url"], headers, body, ca_pem=settings.get("ca", ""))
    if answer.status not in TAKEN:
        raise Declined(answer.status)
