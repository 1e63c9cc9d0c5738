"""The companion on real hosting: installed from the zip that is built, switched on, enrolled, and taken away again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.companion.house import House, housed
from tests.servers.apache import Account, Hosting, any_account, hosting

__all__ = ["any_account", "hosting"]


@pytest.fixture
def house(any_account: Account, tmp_path: Path) -> House:
    """One site with the companion, enrolled, on each engine in turn."""
    return housed(any_account, tmp_path)


@pytest.fixture
def houses(hosting: Hosting, tmp_path: Path) -> Callable[[str], House]:
    """By engine: for tests that need both sites, or one of them only."""
    kept: dict[str, House] = {}

    def of(engine: str) -> House:
        if engine not in kept:
            kept[engine] = housed(hosting.accounts[engine], tmp_path)
        return kept[engine]

    return of
