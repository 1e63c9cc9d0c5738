"""What an update breaks is read from the logs of the site, also from the one that the companion hides."""

from pathlib import Path

import pytest

from rempart.channel.source import Origin
from rempart.updates.grounds import here
from rempart.updates.net.live import log_since

FATAL = (
    "[22-Nov-2026 10:00:00 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function shop() in /x/shop.php:3\n"
)


@pytest.mark.parametrize("name", ["wp-content/debug.log", "wp-content/.htdebug-0123456789abcdef.log", "error_log"])
def test_an_error_that_came_since_is_seen(tmp_path: Path, name: str) -> None:
    (tmp_path / "wp-content").mkdir()
    (tmp_path / name).write_text("[22-Nov-2026 09:00:00 UTC] PHP Notice:  old\n")
    site = Origin("site", "", {"folder": str(tmp_path)})
    ends = here.logs(site)
    assert log_since(here.UNIT, site, ends) == []
    with (tmp_path / name).open("a") as stream:
        stream.write(FATAL)
    (found,) = log_since(here.UNIT, site, ends)
    assert "undefined function shop" in found
