"""The same companion behind nginx, where no .htaccess is read: enrolled, called by each door, holding what was asked."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.channel.companion import wire
from tests.companion.enforce.visitor import Visitor
from tests.companion.enforce.ward import ENFORCE, totp
from tests.companion.house import House, companion_of, connect, prepared
from tests.servers import nginx
from tests.servers.apache import Account, Hosting

pytestmark = pytest.mark.slow
CLOSED = "add_filter('rest_authentication_errors', function () { return new WP_Error('closed', 'Closed', ['status' => 401]); });"


@pytest.fixture(scope="module")
def there(hosting: Hosting) -> Iterator[Account]:
    """WordPress 6.5.5 as nginx shows it."""
    with nginx.before(hosting, "sqlite") as account:
        yield account


@pytest.fixture
def house(hosting: Hosting, there: Account, tmp_path: Path) -> Iterator[House]:
    """Enrolled under nginx's address."""
    prepared(hosting.accounts["sqlite"], tmp_path)
    enrolled = connect(there)
    yield House(there, enrolled, companion_of(there, enrolled), tmp_path)
    prepared(hosting.accounts["sqlite"], tmp_path)


def status(account: Account, path: str, body: bytes | None = None) -> int:
    """From outside."""
    try:
        with urllib.request.urlopen(account.url + path, body, timeout=30, context=account.context()) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as no:
        return int(no.code)


def test_each_of_the_three_doors_answers(house: House) -> None:
    assert house.enrolled.home == house.account.url
    assert house.enrolled.door == 0
    for door in range(3):
        body = wire.body_of("hello", {})
        answer = house.post(body, house.headers(body), door)
        assert (answer.status, json.loads(answer.body)["home"]) == (200, house.account.url), door
    house.account.write("wp-content/mu-plugins/closed.php", f"<?php {CLOSED}")
    assert house.companion.call("hello")["protocol"] == 1
    assert house.companion.door == 2  # admin-ajax.php, where REST is shut to everybody


def test_what_was_asked_holds_and_no_other_door_goes_around_it(house: House) -> None:
    doors = ("/xmlrpc.php", "/wp-mail.php", "/wp-links-opml.php", "/wp-admin/maint/repair.php")
    assert status(house.account, "/xmlrpc.php", b"<methodCall/>") == 200
    policy = {"xmlrpc": "closed", "endpoints_closed": True, "users_hidden": True, "debug_hidden": True}
    told = house.companion.call("policy", {"policy": policy})
    assert all(told["holds"][name]["holds"] for name in policy)
    assert [status(house.account, door, b"<methodCall/>") for door in doors] == [403] * 4
    assert status(house.account, "/wp-json/wp/v2/users") in (401, 404)
    assert status(house.account, "/?author=1") == 404
    assert status(house.account, "/") == 200


def test_a_log_that_nginx_sends_to_anybody_moves_to_a_name_nobody_guesses(house: House) -> None:
    account = house.account
    log = account.root / "wp-content/debug.log"
    account.write("wp-content/debug.log", "a secret of yesterday")
    try:
        assert status(account, "/wp-content/debug.log") == 200  # as it comes, for every stranger
        told = house.companion.call("policy", {"policy": {"log_hidden": True}})
        assert told["holds"]["log_hidden"] == {"asked": True, "holds": True, "by": "companion"}
        assert status(account, "/wp-content/debug.log") == 404
        assert not json.loads(house.signed("settings").body)["settings"]["debug_log_in_content"]
        (hidden,) = (account.root / "wp-content").glob(".htdebug-*")
        assert len(hidden.stem) > 32
        assert hidden.read_text() == "a secret of yesterday"
        house.companion.call("policy", {"policy": {}})
        assert log.read_text() == "a secret of yesterday"
        assert list((account.root / "wp-content").glob(".htdebug-*")) == []
    finally:
        log.unlink(missing_ok=True)


def test_signing_in_takes_two_steps(house: House) -> None:
    house.companion.call("policy", {"policy": {"second_factor": {"roles": ["administrator"]}, "login_limit": True}})
    secret = house.account.php(
        f"$s = {ENFORCE}Factor::trial(1); {ENFORCE}Factor::keepTrial(1); echo {ENFORCE}Totp::text($s);"
    )
    mason = Visitor(house.account.plain_url)
    asked = mason.sign_in(house.account.person, house.account.password)
    assert not mason.is_in
    mason.second(asked, rempart_code=totp(secret))
    assert mason.is_in
    tries = [Visitor(house.account.plain_url).sign_in(house.account.person, "wrong").status for _ in range(6)]
    assert tries == [200] * 5 + [429]


def test_a_log_that_the_web_server_hands_out_is_told(house: House) -> None:
    """PHP cannot close it: nginx sends files by itself. The hub says so, and what waits in a restore has no name to guess."""
    house.account.write("wp-content/debug.log", "PHP Notice")
    assert status(house.account, "/wp-content/debug.log") == 200
    assert house.companion.call("settings")["settings"]["debug_log_in_content"] is True
    for folder in ("uploads", "plugins/rempart-companion/src"):  # no list of what lies there
        assert status(house.account, f"/wp-content/{folder}/") == 403
