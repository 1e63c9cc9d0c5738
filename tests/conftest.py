"""Fixtures that every part of the tests may use."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import Cast, make_cast
from tests.servers.wordpress import any_wordpress, wordpress, wordpress_mariadb

__all__ = ["any_wordpress", "cast_", "wordpress", "wordpress_mariadb"]


@pytest.fixture
def cast_(db: None) -> Cast:
    """Alice, Bob and Charlie with their organisations."""
    return make_cast()


def pytest_configure(config: pytest.Config) -> None:
    """The pages speak three languages only once their catalogues are compiled; once, before the workers start."""
    if not hasattr(config, "workerinput"):
        script = Path(__file__).resolve().parent.parent / "dev" / "messages.py"
        subprocess.run([sys.executable, str(script), "--compile"], check=True, stdout=subprocess.DEVNULL)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps groups together: pytest-xdist 3.8 names them in a field that pytest 9.2 no longer reads (its issue 1386)."""
    if getattr(config.option, "loadgroup", False):
        for item in items:
            named = getattr(item, "_nodeid", item.nodeid)
            if named != item.nodeid and hasattr(item, "_id"):
                item._id = type(item._id).parse(named)
