"""The tool environment of sslyze, built once in the fixtures' cache and kept."""

from pathlib import Path

import pytest

from dev.wordpress import cache
from rempart.scanner.net.install import install


@pytest.fixture(scope="session")
def tools() -> Path:
    """A state folder with sslyze in it."""
    state = cache.folder() / "state"
    install(state)  # workers of one test run wait for the first
    return state
