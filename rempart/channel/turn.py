"""The turn to integrate: on this machine the lock of the state folder, among machines a lease in the database."""

import contextlib
import os
import secrets
import socket
import time
from pathlib import Path
from types import TracebackType

from rempart.channel.lock import FolderLock, Held
from rempart.ledger.store import FAULTS, Connection, Overtaken, is_postgres
from rempart.ledger.stores import lease

LOCK = "integrator"


class Turn:
    """`with Turn(state, connection) as turn:` raises Held at once when another process integrates."""

    def __init__(self, state: Path, connection: Connection) -> None:
        self._lock = FolderLock(state, LOCK)
        self._connection, self._is_shared = connection, is_postgres(connection)
        self._holder = f"{socket.gethostname()} process {os.getpid()} {secrets.token_hex(4)}"
        self._renew_s = 0.0

    def __enter__(self) -> "Turn":
        with contextlib.ExitStack() as undone:
            undone.enter_context(self._lock)
            self._take()
            undone.pop_all()
        return self

    def _take(self) -> None:
        if not self._is_shared:
            return
        other = lease.take(self._connection, self._holder)
        if other is not None:
            raise Held(f"the ledger is integrated by {other}")
        self._renew_s = time.monotonic() + lease.LEASE_S / 3

    def keep(self) -> None:
        """Call between passes; lengthens the lease in time. Raises Overtaken when it has gone to another."""
        if self._is_shared and time.monotonic() >= self._renew_s:
            try:
                self._take()
            except Held as lost:
                raise Overtaken(str(lost)) from lost

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_shared:
            with contextlib.suppress(*FAULTS):  # the server is away: the lease runs out by itself
                lease.leave(self._connection, self._holder)
        self._lock.__exit__(kind, value, trace)
