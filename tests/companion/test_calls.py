"""Who is answered: the hub's key of this site, now, once, from a closed list. Everybody else hears one word."""

import json
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel.companion import Companion, Lying, Refused, enrol, wire
from rempart.channel.companion.line import DOORS
from tests.companion.house import House, code_of, companion_of, connect, hurried

pytestmark = pytest.mark.slow
REFUSED = (403, b'{"error":"refused"}', False)


def _told(answer: object) -> tuple[int, bytes, bool]:
    return answer.status, answer.body, "x-rempart-signature" in answer.headers  # type: ignore[attr-defined]


def test_it_answers_by_all_three_doors(house: House) -> None:
    for door in range(len(DOORS)):
        line = companion_of(house.account, house.enrolled)
        line.door = door
        said = line.call("hello")
        assert (said["home"], said["protocol"], line.door) == (house.enrolled.home, 1, door)
        assert abs(said["now"] - time.time()) < 5
        assert said["limits"]["execution_s"] == 30


def test_where_rest_is_closed_the_third_door_is_found(house: House) -> None:
    house.account.write(
        "wp-content/mu-plugins/closed.php",
        "<?php add_filter('rest_authentication_errors', fn() => new WP_Error('rest_closed', 'x', ['status' => 401]));",
    )
    try:
        line = companion_of(house.account, house.enrolled)
        assert line.call("hello")["protocol"] == 1
        assert line.door == 2
    finally:
        house.account.delete("wp-content/mu-plugins/closed.php")


def test_a_call_counts_once(house: House) -> None:
    body = wire.body_of("hello", {})
    headers = house.headers(body)
    assert house.post(body, headers).status == 200
    assert _told(house.post(body, headers)) == REFUSED
    assert _told(house.post(body, headers, door=2)) == REFUSED  # nor by another door


def test_two_at_once_with_one_nonce_do_not_both_win(house: House) -> None:
    body = wire.body_of("hello", {})
    barrier = threading.Barrier(4)

    def send(headers: dict[str, str]) -> int:
        barrier.wait(90)
        return house.post(body, headers).status

    for _ in range(3):
        headers = house.headers(body)
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(send, [headers] * 4)) == [200, 403, 403, 403]


def test_a_call_of_another_time_is_refused(house: House) -> None:
    now = int(time.time())
    assert house.signed("hello", time=now - 290).status == 200
    for when in (now - 310, now + 310, 0, now * 10):
        assert _told(house.signed("hello", time=when)) == REFUSED


def test_what_is_not_signed_as_it_stands_is_refused(house: House) -> None:
    body = wire.body_of("hello", {})
    good = house.headers(body)
    assert _told(house.post(wire.body_of("leave", {}), good)) == REFUSED  # another body
    assert _told(house.post(body, {})) == REFUSED
    for name, value in (
        ("X-Rempart-Key", "0" * 16), ("X-Rempart-Nonce", secrets.token_hex(16)), ("X-Rempart-Nonce", "x' OR 1=1"),
        ("X-Rempart-Signature", "A" * 86 + "=="), ("X-Rempart-Signature", ""), ("X-Rempart-Time", "+1"),
    ):  # fmt: skip
        assert _told(house.post(body, {**good, name: value})) == REFUSED
    assert house.post(body, good).status == 200  # none of these used the nonce up


def test_a_call_for_another_site_or_by_another_key_is_refused(house: House) -> None:
    assert _told(house.signed("hello", home="https://other.example")) == REFUSED
    assert _told(house.signed("hello", key=Ed25519PrivateKey.generate())) == REFUSED


def test_only_the_closed_list_is_answered(house: House) -> None:
    for op in ("exec", "eval", "enrol", "Hello", "hello ", "../hello", "restore", "__construct", ""):
        assert _told(house.signed(op)) == REFUSED
    for body in (b"", b"[]", b'{"v":1,"op":"hello"}', b'{"v":2,"op":"hello","args":{}}', b'{"v":1,"op":["hello"],"args":{}}',
                 b'{"v":1,"op":"hello","args":{},"more":1}', b'{"v":1,"op":"hello","args":' + b"[" * 40 + b"]" * 40 + b"}"):  # fmt: skip
        answer = house.post(body, house.headers(body))
        assert answer.status in (400, 403)  # WordPress itself says no to what is no JSON
        assert "x-rempart-signature" not in answer.headers


def test_arguments_have_forms_and_bounds(house: House) -> None:
    for op, args in (
        ("hello", {"more": 1}), ("users", {"after": -1}), ("users", {"after": "1 OR 1=1"}), ("users", {"limit": 501}),
        ("events", {"limit": 0}), ("events", {"personal": 1}), ("files", {"root": "site", "limit": 5001}),
        ("files", {"root": "x" * 17}), ("file", {"root": "site"}), ("file", {"root": "site", "path": "a" * 5000}),
        ("file", {"root": "site", "files": []}), ("file", {"root": "site", "files": [{"path": "a"}] * 251}),
        ("rows", {"table": "x" * 65}), ("session", {"cookie": "x" * 1025}),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            house.companion.call(op, args)
        assert (no.value.word, no.value.is_signed) == ("args", True), (op, args)
    assert house.signed("users", {"after": "x" * 7_000_000}).status in (403, 413)  # not even read whole


def test_a_rightful_caller_has_120_calls_a_minute_and_a_stranger_uses_none(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    for _ in range(5):
        house.signed("hello", key=Ed25519PrivateKey.generate())
    house.clear_calls()
    house.account.php(
        "global $wpdb; for ($i = 0; $i < 119; $i++) $wpdb->query($wpdb->prepare('INSERT INTO ' . $wpdb->base_prefix ."
        " 'rempart_nonces VALUES (%s, %d)', bin2hex(random_bytes(16)), time()));"
    )
    assert house.signed("hello").status == 200
    slow = house.signed("hello")
    assert (slow.status, json.loads(slow.body)["error"]) == (429, "rate")
    assert "x-rempart-signature" in slow.headers


def test_another_key_of_the_site_is_a_lying_companion(house: House) -> None:
    other = wire.public_of(Ed25519PrivateKey.generate())
    line = Companion(
        house.enrolled.home, house.enrolled.key_seed, other, ca_pem=house.account.ca_pem, allow_private=True, pace=hurried()
    )  # fmt: skip
    with pytest.raises(Lying, match="signature"):
        line.call("hello")


def test_an_answer_to_another_call_or_of_another_site_is_not_taken(houses: Callable[[str], House]) -> None:
    first, second = houses("sqlite"), houses("mariadb")
    body = wire.body_of("hello", {})
    answer = first.post(body, first.headers(body))
    for site_key in (first.enrolled.site_key, second.enrolled.site_key):
        with pytest.raises(Lying):  # signed for the nonce of that call, by the key of that site
            wire.check_answer(site_key, secrets.token_hex(16), answer.body, answer.headers["x-rempart-signature"])


def test_a_code_is_for_one_site_once(houses: Callable[[str], House]) -> None:
    first, second = houses("sqlite"), houses("mariadb")
    code = code_of(first.account)
    with pytest.raises(Refused):
        enrol(second.account.url, code, ca_pem=second.account.ca_pem, allow_private=True)
    assert second.companion.call("hello")["protocol"] == 1  # who was enrolled stays
    enrol(first.account.url, code.lower()[:4] + "-" + code[4:], ca_pem=first.account.ca_pem, allow_private=True)
    with pytest.raises(Refused):
        enrol(first.account.url, code, ca_pem=first.account.ca_pem, allow_private=True)


def test_a_new_code_replaces_the_hub_and_nothing_else_does(house: House) -> None:
    for args in ({}, {"hub_key": "0" * 64, "nonce": "0" * 32, "proof": "0" * 64}, {"hub_key": 1}):
        assert _told(house.post(wire.body_of("enrol", args), {})) == REFUSED
    assert house.companion.call("hello")["protocol"] == 1
    new = connect(house.account)
    assert new.site_key != house.enrolled.site_key
    with pytest.raises(Refused):
        house.companion.call("hello")
    assert companion_of(house.account, new).call("hello")["protocol"] == 1


def test_a_code_can_be_guessed_at_five_times(house: House) -> None:
    code = code_of(house.account)
    wrong = "Z" * 16 if code != "Z" * 16 else "Y" * 16
    with ThreadPoolExecutor(5) as pool:  # at once: each takes a place of its own
        said = list(pool.map(lambda _: _tried(house, wrong), range(5)))
    assert said == ["refused"] * 5
    assert _tried(house, code) == "refused"
    assert house.option("rempart_companion_code") is None
    kinds = [event["kind"] for event in house.companion.call("events")["events"]]
    assert "companion.code_guessed" in kinds


def _tried(house: House, code: str) -> str:
    try:
        enrol(house.account.url, code, ca_pem=house.account.ca_pem, allow_private=True)
    except Refused as no:
        return no.word
    return "enrolled"


def test_a_fresh_site_may_be_filled_for_half_an_hour(house: House) -> None:
    assert house.companion.call("hello")["window_until"] is None
    line = companion_of(house.account, connect(house.account, window=True))
    assert 1700 < line.call("hello")["window_until"] - time.time() <= 1800


def test_an_old_code_opens_nothing(house: House) -> None:
    code = code_of(house.account)
    house.account.php(
        "$kept = get_option('rempart_companion_code'); $kept['ends'] = time() - 1; update_option('rempart_companion_code', $kept);"
    )
    assert _tried(house, code) == "refused"


def test_the_hub_can_leave(house: House) -> None:
    assert house.companion.call("leave") == {"v": 1, "left": True}
    with pytest.raises(Refused):
        house.companion.call("hello")
    assert house.option("rempart_companion") is None
