"""PHP dies while core files of two versions lie side by side: WordPress does not start, and the move is ended all the same."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rempart.channel import outbound
from rempart.channel.companion import Unreached
from rempart.channel.companion.copying import Entry
from rempart.channel.companion.restoring import Restoring
from tests.companion.conftest import any_account, hosting, houses
from tests.companion.house import House

pytestmark = pytest.mark.slow
__all__ = ["any_account", "hosting", "houses"]
MOVER = "wp-content/plugins/rempart-companion/src/Mover.php"
CARRY_ON = "wp-content/plugins/rempart-companion/src/carry-on.php"
EXTRA = "wp-includes/zz-of-another-version.php"
PLACE = "            $this->in($plans[$number]);"


@contextmanager
def half_moved(house: House, tmp_path: Path) -> Iterator[Restoring]:
    """One core file is of the new version and asks for another, which has not come yet."""
    account = house.account
    core, mover = (account.root / "wp-includes/functions.php").read_text(), (account.root / MOVER).read_text()
    (tmp_path / "functions.php").write_text(f"{core}\nrequire ABSPATH . '{EXTRA}';\n")
    (tmp_path / "extra.php").write_text("<?php define('OF_ANOTHER_VERSION', 1);\n")
    die = f"if ($number === 1 && !is_file('{account.home}/dead')) {{ touch('{account.home}/dead'); posix_kill(getmypid(), 9); }}\n"
    assert PLACE in mover
    account.php("Rempart\\Companion\\Window::open(1);")
    restoring = Restoring(house.companion, secrets.token_hex(16))
    restoring.begin()
    found = [
        (Entry("wp-includes/functions.php", "file"), tmp_path / "functions.php"),
        (Entry(EXTRA, "file"), tmp_path / "extra.php"),
    ]
    restoring.files("site", found)
    account.write(MOVER, mover.replace(PLACE, die + PLACE))
    (account.home / "dead").unlink(missing_ok=True)
    try:
        with pytest.raises(Unreached):
            restoring.finish()
        assert (account.home / "dead").exists()
        assert not (account.root / EXTRA).exists()
        yield restoring
    finally:
        account.write(MOVER, mover)
        account.write("wp-includes/functions.php", core)
        for name in (EXTRA, ".maintenance"):
            account.delete(name)


def _post(house: House, headers: dict[str, str]) -> outbound.Answer:
    url = house.account.url + "/?rest_route=/rempart/v1/call"
    return outbound.request("POST", url, headers, b"{}", ca_pem=house.account.ca_pem, allow_private=True)


def test_the_move_is_ended_before_wordpress_starts(houses: Callable[[str], House], tmp_path: Path) -> None:
    house = houses("mariadb")
    with half_moved(house, tmp_path) as restoring:
        away = house.account.root / CARRY_ON
        away.rename(away.with_suffix(".away"))
        with pytest.raises(Unreached):
            restoring.begin()  # without it nobody answers any more
        away.with_suffix(".away").rename(away)
        house.account.write(CARRY_ON, away.read_bytes())
        again = Restoring(house.companion, restoring.id, pauses=(0.1, 0.1, 0.1))
        again.finish()
        assert (house.account.root / EXTRA).exists()
        again.abandon()
        assert not (house.account.root / EXTRA).exists()
        assert EXTRA not in (house.account.root / "wp-includes/functions.php").read_text()


def test_a_stranger_hastens_a_move_and_gets_nothing(houses: Callable[[str], House], tmp_path: Path) -> None:
    house = houses("mariadb")
    assert _post(house, {"X-Rempart-Key": "0" * 16}).status == 403  # nothing died: as ever
    with half_moved(house, tmp_path) as restoring:
        assert _post(house, {}).status >= 500  # a visitor only waits
        assert not (house.account.root / EXTRA).exists()
        answer = _post(house, {"X-Rempart-Key": "0" * 16})
        assert (answer.status, answer.body) == (503, b"again")
        assert (house.account.root / EXTRA).exists()
        assert _post(house, {"X-Rempart-Key": "0" * 16}).status == 403
        assert restoring.begin()["phase"] == "moving"  # how it ends is the hub's alone
        restoring.abandon()
