"""Several connections to one mail server: each takes a mail, writes it out for its reader, sends it and says what came of it."""

import queue
import threading
import time
from dataclasses import dataclass

from rempart.mail.core.drill.letter import BadAddress, Reader, Sheet, plain_address
from rempart.mail.net.signing import Signer
from rempart.mail.net.smtp import REFUSED, Line, NoLine, Server, Told

MOST_LINES = 32  # connections of one profile
TOGETHER_S = 0.004  # after an answer, for the next one: a commit costs about as much


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed mail."""

    key: int
    recipient: int
    attempt: int
    sheet: Sheet
    reader: Reader


Answer = tuple[Job, Told | str]  # a word instead of an answer: no server took our call


class Crew:
    """Threads that begin when there is something to send."""

    def __init__(self, server: Server, size: int, sender: str, signer: Signer | None) -> None:
        self.size = max(1, min(size, MOST_LINES))
        self._server, self._sender, self._signer = server, sender, signer
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._given = 0

    def give(self, job: Job) -> None:
        """To whichever connection is free."""
        self._given += 1
        if len(self._threads) < min(self.size, self._given):
            thread = threading.Thread(target=self._run, daemon=True, name="drill-mail")
            thread.start()
            self._threads.append(thread)
        self._jobs.put(job)

    def answers(self, wait_s: float, most: int) -> list[Answer]:
        """What was said since; waits so long for the first one, and a moment for more to be written down together."""
        found: list[Answer] = []
        try:
            while len(found) < most:
                found.append(self._answers.get(timeout=TOGETHER_S if found else wait_s))
        except queue.Empty:
            pass
        return found

    def close(self) -> None:
        """All connections end; what is still on its way is waited for."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        line = Line(self._server)
        try:
            while (job := self._jobs.get()) is not None:
                self._answers.put((job, self._one(line, job)))
        finally:
            line.close()

    def _one(self, line: Line, job: Job) -> Told | str:
        try:
            to = plain_address(job.reader.address)
            letter = job.sheet.letter(job.reader, time.time())
            return line.send(self._sender, to, self._signer.sign(letter) if self._signer else letter)
        except BadAddress:
            return Told(REFUSED, "address")
        except NoLine as none:
            return none.code
