"""The WordPress fixture itself: it starts, ends with all its workers, keeps its folder, and its weaknesses are real."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from dev.wordpress import Site, start
from dev.wordpress.weakness import WEAKNESSES

pytestmark = pytest.mark.slow


def status(url: str, form: dict[str, str] | None = None) -> int:
    """Of one request."""
    data = urllib.parse.urlencode(form).encode() if form else None
    try:
        with urllib.request.urlopen(url, data) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def running(group: int) -> list[str]:
    """Processes of that group that are not dead."""
    states = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            states.append(fields[0])
    return states


def is_gone(group: int) -> bool:
    """Within a minute; a process that was just told to end may still be seen doing so."""
    ends = time.monotonic() + 60
    while running(group) and time.monotonic() < ends:
        time.sleep(0.05)
    return not running(group)


def test_ends_with_its_workers_and_starts_again(tmp_path: Path) -> None:
    site = start(tmp_path / "site")
    try:
        site.php("update_option('blogname', 'Second quarry');")
        group = os.getpgid(site.server_pid)
        assert len(running(group)) == 6  # the server, its four workers, and the guardian
    finally:
        site.stop()
    assert is_gone(group)
    site.stop()
    with Site(tmp_path / "site") as again:
        assert again.php("echo get_option('blogname');") == "Second quarry"


def test_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    """A test run that is shot must not leave servers behind."""
    code = f"import time; from pathlib import Path; from dev.wordpress import start; s = start(Path({str(tmp_path / 's')!r}));"
    code += "print(s.server_pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        group = int(starter.stdout.readline())
        assert len(running(group)) == 6
        starter.kill()
    assert is_gone(group)


def test_a_copy_leaves_the_template_alone(tmp_path: Path) -> None:
    with Site(tmp_path / "one") as one:
        one.plant("readme")
        one.plant("dressed_as_newest")
        one.plant("user_admin_name")
    with Site(tmp_path / "two") as two:
        assert two.php("echo get_bloginfo('version'), get_userdata(1)->user_login;") == "6.5.5mason"


def test_every_weakness_can_be_planted_and_removed_twice(any_wordpress: Site) -> None:
    log = any_wordpress.folder / "php.log"
    before = log.stat().st_size  # the site has been through other tests
    for weakness in WEAKNESSES.values():
        for _ in range(2):
            weakness.plant(any_wordpress)
        for _ in range(2):
            weakness.remove(any_wordpress)
    assert status(any_wordpress.url) == 200
    with log.open(errors="replace") as lines:
        lines.seek(before)
        assert [line for line in lines if "Fatal" in line] == []


def test_login_limit_is_real(any_wordpress: Site) -> None:
    form = {"log": "nobody-here", "pwd": "wrong", "wp-submit": "Log In"}
    login = any_wordpress.url + "/wp-login.php"
    with any_wordpress.planted("login_unlimited"):
        assert [status(login, form) for _ in range(6)] == [200] * 6
    try:
        assert [status(login, form) for _ in range(5)] == [200, 200, 200, 429, 429]
    finally:
        any_wordpress.forget_failures()
    assert status(login, form) == 200
    any_wordpress.forget_failures()


def test_password_signs_in(any_wordpress: Site) -> None:
    form = urllib.parse.urlencode({"log": any_wordpress.person, "pwd": any_wordpress.password}).encode()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.open(any_wordpress.url + "/wp-login.php").close()  # brings the cookie that WordPress tests for
    with opener.open(any_wordpress.url + "/wp-login.php", form) as answer:
        assert answer.url.endswith("/wp-admin/")
