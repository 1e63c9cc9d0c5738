"""Looks into bytes without a child: the same readers, the same judge, in the test's own process."""

import io

from rempart.channel.inspecting import Inspected
from rempart.mail.core.archive.judge import Judge
from rempart.mail.net.inside.walk import Walk


def look(data: bytes, name: str = "letter.bin") -> Inspected:
    judge = Judge(name)
    Walk(judge.take).file(io.BytesIO(data), name, len(data))
    return judge.done(sha256="", size=len(data), walls="")


def codes(seen: Inspected) -> set[str]:
    return {one.code for one in seen.reasons}
