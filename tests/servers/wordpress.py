"""Real WordPress sites for tests: 6.5.5 on SQLite, 6.1.9 on MariaDB, every weakness removed to begin with.

A site lives as long as the test session of one worker. A test plants what it needs and removes it again;
the template behind it is built once for all workers (file lock in dev.wordpress.cache).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site, start


def _hardened(folder: Path, engine: str) -> Iterator[Site]:
    site = start(folder, engine="mariadb" if engine == "mariadb" else "sqlite")
    try:
        site.harden()
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """WordPress 6.5.5 on SQLite, hardened."""
    yield from _hardened(tmp_path_factory.mktemp("wordpress"), "sqlite")


@pytest.fixture(scope="session")
def wordpress_mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Debian's WordPress 6.1.9 on MariaDB, hardened."""
    yield from _hardened(tmp_path_factory.mktemp("wordpress-mariadb"), "mariadb")


@pytest.fixture(params=["sqlite", "mariadb"])
def any_wordpress(request: pytest.FixtureRequest) -> Site:
    """Both in turn."""
    site: Site = request.getfixturevalue("wordpress" if request.param == "sqlite" else "wordpress_mariadb")
    return site
