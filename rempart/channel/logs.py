"""What the processes say: one JSON object a line in rotating files of the data folder, short sentences for the terminal.

No secret, address or name belongs in a log: a page is named by its route, an account not at all.
"""

import json
import logging
import logging.handlers
import sys
from contextvars import ContextVar
from pathlib import Path

from rempart.terms.moment import rfc3339

FOLDER = "logs"
FILE_MAX_BYTES = 5 * 1024 * 1024  # some days of a busy console
FILES_KEPT = 5  # so at most 30 MB a process, whatever goes wrong
OWN_FIELDS = ("method", "route", "status", "took_ms", "job", "site", "origin")  # what a call may add by `extra=`

request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    """at, level, process, logger, message; the request's id and our own fields where there are any."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever stands in the message."""
        said: dict[str, object] = {
            "at": rfc3339(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "process": self.process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            said["request"] = number
        said |= {name: record.__dict__[name] for name in OWN_FIELDS if name in record.__dict__}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, default=str)


def configure(state: Path, process: str, level: int = logging.INFO) -> None:
    """Send this process's log to `<state>/logs/<process>.jsonl`, and warnings to the terminal too."""
    folder = state / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        folder / f"{process}.jsonl", maxBytes=FILE_MAX_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    file.setFormatter(JsonLines(process))
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger()
    root.handlers = [file, terminal]
    root.setLevel(level)
