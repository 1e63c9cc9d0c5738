"""What stands in front of the demo's WordPress: TLS with a certificate of the demo's own authority, and a plain door
that sends everyone to it. The certificate can be renewed while it runs."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
GOODBYE_S = 5.0
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
        self._visits: dict[asyncio.Task[None] | None, list[asyncio.StreamWriter]] = {}
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
        # TLS begins inside the handler: a visitor who never ends the handshake is then one of ours to close
        self._servers = [
            await asyncio.start_server(self._kept(self._redirect), "127.0.0.1", self.plain),
            await asyncio.start_server(self._kept(self._pass_on), "127.0.0.1", self.encrypted),
        ]

    def _kept(self, handler: Handler) -> Handler:
        """The handler, with its visit known until it is over, however it ends."""

        async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            mine = asyncio.current_task()
            self._visits[mine] = [writer]  # the loop itself holds a task only weakly
            try:
                with contextlib.suppress(OSError, ValueError, asyncio.IncompleteReadError):
                    await handler(reader, writer)
                for one in self._visits[mine]:
                    one.close()
                    with contextlib.suppress(OSError):
                        await asyncio.wait_for(one.wait_closed(), GOODBYE_S)
            except asyncio.CancelledError:  # the front closes, and waits for nobody's last word
                for one in self._visits[mine]:
                    one.transport.abort()
            del self._visits[mine]

        return visit

    async def _redirect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await _head(reader)
        path = head.split(b" ", 2)[1].decode("ascii", "replace")
        place = f"https://127.0.0.1:{self.encrypted}{path if path.startswith('/') else '/'}"
        writer.write(
            f"HTTP/1.1 301 Moved Permanently\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await writer.start_tls(self.context)
        head = await _head(reader)
        first, _, rest = head.partition(b"\r\n")
        kept = [line for line in rest.split(b"\r\n") if not line.lower().startswith((b"connection:", b"x-forwarded"))]
        there, back = await asyncio.open_connection("127.0.0.1", self.behind)
        self._visits[asyncio.current_task()].append(back)
        back.write(b"\r\n".join([first, b"X-Forwarded-Proto: https", b"Connection: close", *kept]))
        up = asyncio.create_task(_copy(reader, back))
        try:
            await _copy(there, writer)
        finally:
            up.cancel()

    def close(self) -> None:
        """No door is open any more, and nothing is left half way."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        """Every visit ends; what a closed loop still held would be told of much later, in the middle of something else."""
        for server in self._servers:
            server.close()
        visits = [visit for visit in self._visits if visit is not None]
        for visit in visits:
            visit.cancel()
        await asyncio.gather(*visits)
        await asyncio.sleep(0)  # what was aborted goes at the next turn


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
