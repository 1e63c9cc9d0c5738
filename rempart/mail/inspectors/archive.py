"""Archives, documents that are ones, and mails: looked into behind walls, as if they were unpacked."""

from pathlib import Path

from rempart.channel.inspecting import Inspected, Inspector
from rempart.mail.core.archive.weights import SAYS
from rempart.mail.net.inspecting import inspect


def _inspect(file: Path, name: str) -> Inspected:
    return inspect(file, name)


UNIT = Inspector(id="archive", inspect=_inspect, says=SAYS)
