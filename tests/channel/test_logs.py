"""Logs: one JSON object a line, rotated, without secrets."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.channel import logs


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger as it was."""
    logger = logging.getLogger()
    before, level = logger.handlers, logger.level
    yield logger
    for handler in logger.handlers:
        if handler not in before:
            handler.close()
    logger.handlers, logger.level = before, level


def lines(state: Path, process: str) -> list[dict[str, object]]:
    """What stands in the newest file."""
    return [json.loads(line) for line in (state / "logs" / f"{process}.jsonl").read_text("utf-8").splitlines()]


def test_a_line_break_in_a_message_forges_no_second_line(root: logging.Logger, tmp_path: Path) -> None:
    logs.configure(tmp_path, "worker")
    logging.getLogger("x").warning('a\n{"at":"forged"}\r\u2028b')
    [said] = lines(tmp_path, "worker")
    assert said["message"] == 'a\n{"at":"forged"}\r\u2028b'
    assert said["process"] == "worker"
    assert said["level"] == "warning"


def test_lines_of_one_request_carry_its_id(root: logging.Logger, tmp_path: Path) -> None:
    logs.configure(tmp_path, "console")
    token = logs.request_id.set("abcdef12")
    logging.getLogger("x").info("one", extra={"status": 200, "password": "hidden"})
    logs.request_id.reset(token)
    logging.getLogger("x").info("two")
    first, second = lines(tmp_path, "console")
    assert (first["request"], first["status"]) == ("abcdef12", 200)
    assert "password" not in first
    assert "request" not in second


def test_files_rotate_and_are_few(root: logging.Logger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_MAX_BYTES", 2_000)
    logs.configure(tmp_path, "ledger")
    for number in range(200):
        logging.getLogger("x").info("entry %d %s", number, "y" * 100)
    files = sorted((tmp_path / "logs").iterdir())
    assert len(files) == logs.FILES_KEPT + 1
    assert all(file.stat().st_size <= 2_000 for file in files)
