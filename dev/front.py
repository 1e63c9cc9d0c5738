"""What stands in front of the demo's WordPress: TLS with a certificate of the demo's own authority, and a plain door
that sends everyone to it. The certificate can be renewed while it runs."""

import asyncio
import contextlib
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

HEAD_MAX_BYTES = 64 * 1024  # as servers do


class Front:
    """`plain` redirects to `encrypted`, which passes on to `behind`; all on 127.0.0.1."""

    def __init__(self, folder: Path, plain: int, encrypted: int, behind: int) -> None:
        self.folder, self.plain, self.encrypted, self.behind = folder, plain, encrypted, behind
        self.authority = trustme.CA()
        self.ca_file = folder / "demo-authority.pem"
        self.authority.cert_pem.write_to_path(str(self.ca_file))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.renew(days_left=25)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._busy = set[asyncio.Task[None] | None]()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def renew(self, days_left: int) -> None:
        """Show a fresh certificate from now on."""
        until = datetime.now(UTC) + timedelta(days=days_left)
        made = self.authority.issue_cert(
            "127.0.0.1", "localhost", not_before=until - timedelta(days=90), not_after=until
        )
        made.configure_cert(self.context)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        self._ready.set()
        self._loop.run_forever()

    async def _open(self) -> None:
        self._servers = [
            await asyncio.start_server(self._redirect, "127.0.0.1", self.plain),
            await asyncio.start_server(self._pass_on, "127.0.0.1", self.encrypted, ssl=self.context),
        ]

    async def _redirect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, ValueError, asyncio.IncompleteReadError):
            head = await _head(reader)
            path = head.split(b" ", 2)[1].decode("ascii", "replace")
            place = f"https://127.0.0.1:{self.encrypted}{path if path.startswith('/') else '/'}"
            writer.write(
                f"HTTP/1.1 301 Moved Permanently\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
            )
            await writer.drain()
        writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mine = asyncio.current_task()
        self._busy.add(mine)  # the loop itself holds a task only weakly
        back: asyncio.StreamWriter | None = None
        try:
            with contextlib.suppress(OSError, ValueError, asyncio.IncompleteReadError):
                head = await _head(reader)
                first, _, rest = head.partition(b"\r\n")
                kept = [
                    line
                    for line in rest.split(b"\r\n")
                    if not line.lower().startswith((b"connection:", b"x-forwarded"))
                ]
                there, back = await asyncio.open_connection("127.0.0.1", self.behind)
                back.write(b"\r\n".join([first, b"X-Forwarded-Proto: https", b"Connection: close", *kept]))
                up = asyncio.create_task(_copy(reader, back))
                await _copy(there, writer)
                up.cancel()
        finally:
            for one in (back, writer):
                if one is not None:
                    one.close()
            self._busy.discard(mine)

    def close(self) -> None:
        """No door is open any more, and nothing is left half way."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # transports that were closed go at the next turn


async def _head(reader: asyncio.StreamReader) -> bytes:
    """Request line and headers with the empty line that ends them."""
    head = await reader.readuntil(b"\r\n\r\n")
    if len(head) > HEAD_MAX_BYTES:
        raise ValueError("too long")
    return head


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):  # either side may go first
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
