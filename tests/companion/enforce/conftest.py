"""A plain WordPress with the companion: every door of WordPress open, nothing enforced until a test asks for it."""

from collections.abc import Iterator

import pytest

from dev.wordpress import Site, start
from tests.companion.enforce.ward import Ward, put


def _running(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp(f"enforce-{engine}")
    site = start(folder, engine="mariadb" if engine == "mariadb" else "sqlite")
    try:
        site.plant("application_passwords")  # WordPress wants TLS for them; the site stands on loopback without
        put(site)
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="package")
def sqlite_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """WordPress 6.5.5 on SQLite."""
    yield from _running(tmp_path_factory, "sqlite")


@pytest.fixture(scope="package")
def mariadb_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Debian's 6.1.9 on MariaDB."""
    yield from _running(tmp_path_factory, "mariadb")


@pytest.fixture(params=["sqlite", "mariadb"])
def ward(request: pytest.FixtureRequest) -> Iterator[Ward]:
    """Both in turn, as freshly installed."""
    site: Site = request.getfixturevalue(f"{request.param}_site")
    one = Ward(site)
    one.clear()
    yield one
    one.clear()
