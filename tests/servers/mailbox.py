"""A real SMTP server (aiosmtpd) in a process of its own: writes a line for each mail it took, durably before it says so.

`python -m tests.servers.mailbox FILE [--delay S] [--keep FOLDER]`; addresses that begin with `no-` are refused for good,
with `later-` for now. Prints its port.
"""

import argparse
import asyncio
import contextlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mailbox:
    """Where it listens and what it writes."""

    port: int
    file: Path
    folder: Path

    def taken(self) -> Counter[str]:
        """How often each address got a mail."""
        return Counter(self.file.read_text().split()) if self.file.exists() else Counter()

    def letters(self) -> list[bytes]:
        """Each mail, in no order; only with `keep`."""
        return [one.read_bytes() for one in sorted(self.folder.iterdir())]


@contextlib.contextmanager
def mailbox(folder: Path, *, delay_s: float = 0.0, keep: bool = False) -> Iterator[Mailbox]:
    """Until the block ends."""
    kept = folder / "letters"
    kept.mkdir()
    command = [sys.executable, "-m", "tests.servers.mailbox", str(folder / "taken"), "--delay", str(delay_s)]
    process = subprocess.Popen(
        [*command, *(["--keep", str(kept)] if keep else [])], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield Mailbox(int(process.stdout.readline()), folder / "taken", kept)
    finally:
        process.kill()
        process.communicate()


class _Taker:
    def __init__(self, file: Path, delay_s: float, keep: Path | None) -> None:
        self._out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._delay_s, self._keep, self._count = delay_s, keep, 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """aiosmtpd's hook."""
        if address.startswith("no-"):
            return "550 5.1.1 nobody here"
        if address.startswith("later-"):
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd's hook."""
        if self._delay_s:
            await asyncio.sleep(self._delay_s)
        if self._keep:
            self._count += 1
            (self._keep / f"{self._count:06d}").write_bytes(envelope.content)
        os.write(self._out, "".join(f"{one}\n" for one in envelope.rcpt_tos).encode())
        return "250 taken"


async def _serve(taker: _Taker) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(taker, hostname="mailbox.test"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    asyncio.run(_serve(_Taker(chosen.file, chosen.delay, chosen.keep)))


if __name__ == "__main__":
    main()
