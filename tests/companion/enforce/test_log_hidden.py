"""The log of faults goes where nobody finds it, nothing of it is lost, and switched off it is where it was."""

import contextlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.companion.enforce.ward import Ward

pytestmark = pytest.mark.slow
EARLY = "error_log('an early fault'); add_action('init', function () { error_log('a late fault'); });"
LOG = "wp-content/debug.log"


@pytest.fixture
def logging(ward: Ward) -> Iterator[Ward]:
    """WP_DEBUG_LOG is on, and every request says something early and late."""
    config = ward.site.root / "wp-config.php"
    text = config.read_text()
    on = "define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', true);"
    ward.site.write("wp-config.php", text.replace("define('WP_DEBUG', false);", on))
    ward.site.must_use("scene", EARLY)
    yield ward
    ward.policy()
    ward.site.must_use("scene", None)
    ward.site.write("wp-config.php", text)
    for left in [*hidden(ward), LOG]:
        (ward.site.root / left).unlink(missing_ok=True)


def hidden(ward: Ward) -> list[str]:
    """What lies at names that nobody guesses."""
    root = ward.site.root
    return sorted(str(one.relative_to(root)) for one in (root / "wp-content").glob(".htdebug-*"))


def the_log(ward: Ward) -> str:
    """The one that is written to; the others wait until nobody writes into them any more."""
    (name,) = [one for one in hidden(ward) if "+" not in one]
    return name


def everything(ward: Ward) -> str:
    """All of it; read again where a request, answered already, has just put one of them behind the rest."""
    while True:
        with contextlib.suppress(FileNotFoundError):
            return "".join(text(ward, name) for name in hidden(ward))


def text(ward: Ward, name: str) -> str:
    return (ward.site.root / name).read_text()


def test_what_was_logged_and_what_is_logged_moves_and_comes_back(logging: Ward) -> None:
    assert logging.visitor().ask("/").status == 200
    before = text(logging, LOG)
    assert "an early fault" in before
    assert not logging.told()["log_hidden"]["holds"]
    assert logging.policy(log_hidden=True)["log_hidden"] == {"asked": True, "holds": True, "by": "companion"}
    assert logging.visitor().ask("/").status == 200
    name = the_log(logging)
    assert not (logging.site.root / LOG).exists()
    kept = everything(logging)
    assert kept.count("a late fault") > before.count("a late fault")
    assert kept.count("an early fault") > before.count("an early fault")
    signed_in = logging.visitor()
    signed_in.sign_in(logging.person, logging.password)
    assert name in signed_in.ask("/wp-admin/tools.php?page=rempart-protection").text
    logging.policy()
    assert hidden(logging) == []
    assert text(logging, LOG).count("a late fault") >= kept.count("a late fault")


def test_many_at_the_same_moment_lose_no_line(logging: Ward) -> None:
    logging.policy(log_hidden=True)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: logging.visitor().ask("/").status, range(24)))
    assert set(answers) == {200}
    said = everything(logging)
    assert said.count("an early fault") >= 24
    assert said.count("a late fault") >= 24


def test_what_waits_is_put_behind_the_rest_once_nobody_writes_into_it(logging: Ward) -> None:
    logging.policy(log_hidden=True)
    for _ in range(3):
        assert logging.visitor().ask("/").status == 200
    waiting, before = [one for one in hidden(logging) if "+" in one], everything(logging)
    assert waiting
    for name in waiting:
        os.utime(logging.site.root / name, (1, 1))
    assert logging.visitor().ask("/").status == 200
    assert not {name for name in waiting if (logging.site.root / name).exists()}
    for fault in ("an early fault", "a late fault"):
        assert text(logging, the_log(logging)).count(fault) >= before.count(fault)


def test_a_line_that_is_being_written_while_the_log_moves_is_not_lost(logging: Ward) -> None:
    """A request opens the log, another one moves it, and only then the first one writes."""
    logging.policy(log_hidden=True)
    with (logging.site.root / LOG).open("a") as slow:
        assert logging.visitor().ask("/").status == 200
        assert not (logging.site.root / LOG).exists()
        slow.write("a slow fault\n")
    assert "a slow fault" in everything(logging)


def test_a_line_that_is_being_written_while_the_rule_is_switched_off_is_not_lost(logging: Ward) -> None:
    """Into one of those that wait: they cannot become the log of the usual name, and are put behind it."""
    logging.policy(log_hidden=True)
    for _ in range(3):
        assert logging.visitor().ask("/").status == 200
    waiting = logging.site.root / next(one for one in hidden(logging) if "+" in one)
    with waiting.open("a") as slow, ThreadPoolExecutor(1) as pool:
        off = pool.submit(logging.policy)
        while waiting.exists():
            assert not off.done()
        slow.write("a slow fault\n")
        slow.flush()
        off.result()
    assert hidden(logging) == []
    assert all(fault in text(logging, LOG) for fault in ("a late fault", "a slow fault"))


def test_a_place_of_its_own_stays(logging: Ward) -> None:
    """As an owner names it in wp-config.php."""
    elsewhere = logging.site.root.parent / "own.log"
    config = logging.site.root / "wp-config.php"
    named = config.read_text().replace("'WP_DEBUG_LOG', true", f"'WP_DEBUG_LOG', '{elsewhere}'")
    logging.site.write("wp-config.php", named)
    told = logging.policy(log_hidden=True)["log_hidden"]
    assert told["holds"]
    assert logging.visitor().ask("/").status == 200
    assert "a late fault" in elsewhere.read_text()
    assert [text(logging, name) for name in hidden(logging) if "a late fault" in text(logging, name)] == []
    elsewhere.unlink()


def test_deleting_the_plug_in_gives_the_log_back(logging: Ward) -> None:
    logging.policy(log_hidden=True)
    logging.visitor().ask("/")
    assert hidden(logging)
    logging.site.php("Rempart\\Companion\\Store::erase(); Rempart\\Companion\\Store::ensure();")
    assert hidden(logging) == []
    assert "a late fault" in text(logging, LOG)
    assert json.loads(logging.site.php("echo json_encode(get_option('rempart_companion_policy'));")) is False
