"""The tool environment of sslyze, built once beside the virtual environment and kept."""

import fcntl
from pathlib import Path

import pytest

from rempart.scanner.net.install import install

STATE = Path(__file__).resolve().parents[2] / ".venv" / "state"


@pytest.fixture(scope="session")
def tools() -> Path:
    """A state folder with sslyze in it."""
    STATE.mkdir(exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # workers of one test run wait for the first
        install(STATE)
    return STATE
