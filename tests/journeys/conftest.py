"""What every journey starts from: a browser, a real WordPress, a real installation, each once a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from dev.browser import chromium
from dev.installation import Installation
from dev.wordpress import Site, start
from tests.journeys import furnish, traveller
from tests.scanner.conftest import tools
from tests.servers import postgres


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium; each test takes a context of its own."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hardened WordPress 6.5.5 with its author's name and a copy of its settings open to strangers."""
    site = start(tmp_path_factory.mktemp("blog"))
    try:
        site.harden()
        site.plant("user_author_archive")
        site.plant("config_bak")
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """`rempart up --allow-private` with an empty data folder."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    folder.mkdir(mode=0o700)
    postgres.name_in(folder)
    with Installation(folder, "--allow-private") as running:
        yield running


@pytest.fixture(scope="module")
def state(browser: Browser, installation: Installation) -> Iterator[object]:
    """The owner, with an account: what a browser keeps of the sign-in, in no language yet."""
    with browser.new_context(locale="en-GB") as context:
        page = traveller.come_in(context, installation.link)
        furnish.account(page, installation.url)
        kept = context.storage_state()
        kept["cookies"] = [one for one in kept["cookies"] if "language" not in one["name"]]
        yield kept


__all__ = ["blog", "browser", "installation", "tools"]
