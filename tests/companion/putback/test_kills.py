"""kill -9 at seeded moments: every listed snapshot restores, nothing half-restored is called done (BAK-07)."""

from pathlib import Path

import pytest

from tests.companion.putback.killing import kill_and_check
from tests.servers.apache import Hosting, hosting

__all__ = ["hosting"]
KILLS = 25


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_kill_nine_of_hub_php_and_restic(hosting: Hosting, tmp_path: Path) -> None:
    done = kill_and_check(tmp_path, hosting.accounts["mariadb"], seed=20_264, kills=KILLS)
    assert done["killed"] >= KILLS
    assert done["php"] > 0
