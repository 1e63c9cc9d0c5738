"""The fire drill's attack: the probe set on a real copy: what lies there is found, what stops attacks is shown, a blind wall fails."""

import dataclasses
from collections.abc import Iterator

import pytest

from dev.wordpress import Site
from rempart.channel.copies import Tried
from rempart.channel.source import Stopped
from rempart.scanner.actions.attack_copy import attack_copy
from rempart.scanner.core.probes.tally import CLASSES
from rempart.scanner.net import copied
from rempart.scanner.trials.probe_set import UNIT
from rempart.staging.net.opened import OpenCopy
from tests.backup.house import Desk
from tests.staging.stage import opened

pytestmark = [pytest.mark.slow, pytest.mark.file]
WALL = "wp-content/mu-plugins/wall.php"
LIMIT = b"""<?php
add_action('wp_login_failed', fn() => update_option('fails', 1 + (int) get_option('fails')));
add_filter('authenticate', fn($user) => get_option('fails') >= 3 ? new WP_Error('many', 'Too many failed attempts.') : $user, 99);
"""
BLIND = "<?php if ($_SERVER['QUERY_STRING'] !== '' || $_SERVER['REQUEST_METHOD'] === 'POST') { http_response_code(403); exit; }"


@pytest.fixture(scope="module")
def copy(wordpress: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCopy]:
    """One for all of this file."""
    with opened(wordpress, tmp_path_factory.mktemp("copy")) as (made, _):
        yield made


def said(tried: Tried) -> list[str]:
    """All that the page would show, in each language: no slot is left open."""
    shown = [UNIT.says[tried.code], *(words for name, words in UNIT.counts.items() if name in tried.numbers)]
    return [text.format_map(tried.numbers) for one in shown for text in (one.en, one.fr, one.zh)]


def test_a_site_that_defends_itself_is_shown_to_stop_them(copy: OpenCopy) -> None:
    copy.put("wp-content/uploads/2026/index.php", b"<?php\n// Silence is golden.\n")
    copy.put("wp-content/mu-plugins/limit.php", LIMIT)
    tried = attack_copy(copy, Desk())
    numbers = tried.numbers
    assert (tried.outcome, tried.code) == ("passed", "all_stopped"), dict(numbers)
    assert numbers["stopped"] == numbers["attacks"] == numbers["twins"] == 2 * len(CLASSES)
    assert (numbers["twins_stopped"], numbers["users_told"], numbers["files"]) == (0, 0, 0)
    assert (numbers["uploads"], numbers["version_told"]) == (0, 0)
    assert numbers["limited_after"] == 3
    assert "untold" not in numbers
    assert numbers["requests"] < copied.REQUESTS
    assert all("{" not in text for text in said(tried))


def test_what_came_through_and_what_lies_there_is_a_finding_and_fails_nothing(copy: OpenCopy) -> None:
    assert copy.run(["sh", "-c", "rm wp-content/mu-plugins/*.php"]).code == 0  # what made the site defend itself
    copy.put("wp-content/debug.log", b"[21-Nov-2026 08:00:00 UTC] PHP Warning: something in /x.php\n")
    copy.put("wp-content/uploads/2026/11/shell.php", b"<?php echo 6 * 7;")
    copy.put("wp-content/uploads/2026/11/index.php", b"<?php\n// Silence\nsystem($_GET['c'] ?? 'true'); echo 1;")
    tried = attack_copy(copy, Desk())
    numbers = tried.numbers
    assert (tried.outcome, tried.code) == ("passed", "came_through"), dict(numbers)
    assert (numbers["files"], numbers["uploads"], numbers["uploads_ran"]) == (1, 2, 2)
    assert (numbers["through"], numbers["stopped"], numbers["xmlrpc_stopped"]) == (12, 0, 0)
    assert (numbers["users_told"], numbers["version_told"], numbers["unlimited"]) == (3, 1, 10)
    assert all("{" not in text for text in said(tried))


def test_a_copy_that_stops_the_harmless_twin_too_has_shown_nothing(copy: OpenCopy) -> None:
    copy.put(WALL, BLIND.encode())
    tried = attack_copy(copy, Desk())
    assert (tried.outcome, tried.code) == ("failed", "twin_blocked")


def test_what_was_not_shown_is_never_called_passed(copy: OpenCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    copy.put(WALL, b"<?php")
    monkeypatch.setattr(copied, "REQUESTS", 45)
    tried = attack_copy(copy, Desk())
    assert (tried.outcome, tried.code) in (("skipped", "part_shown"), ("skipped", "nothing_shown")), tried.numbers
    assert all("{" not in text for text in said(tried))


def test_somebody_else_has_the_drill_and_the_attack_ends(copy: OpenCopy) -> None:
    class Lost(Desk):
        def tell(self, step: str, done: int, total: int | None = None) -> None:
            raise Stopped("another worker has it")

    with pytest.raises(Stopped):
        attack_copy(copy, Lost())


def test_nothing_is_asked_of_anybody_else(copy: OpenCopy) -> None:
    look = copied.CopyLook(copy, b"seed", lambda spent: None)
    for url in ("https://maison-lavande.example/", "http://127.0.0.1:1/", copy.url.replace("http:", "http://x@") + "/"):
        with pytest.raises(copied.LookError):
            look.fetch(url).__await__().__next__()
    assert look.spent == 0
    assert dataclasses.is_dataclass(UNIT)
