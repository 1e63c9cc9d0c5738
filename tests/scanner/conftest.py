"""The tool environment of sslyze, built once beside the virtual environment and kept."""

from pathlib import Path

import pytest

from rempart.scanner.net.install import install

STATE = Path(__file__).resolve().parents[2] / ".venv" / "state"


@pytest.fixture(scope="session")
def tools() -> Path:
    """A state folder with sslyze in it."""
    install(STATE)  # workers of one test run wait for the first
    return STATE
