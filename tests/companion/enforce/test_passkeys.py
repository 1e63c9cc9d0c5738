"""Passkeys as a second step: both kinds of key, every field of the answer checked, CBOR bounded."""

import json
import re
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fido2 import cbor

from tests.companion.enforce.authenticator import Authenticator
from tests.companion.enforce.visitor import Said, Visitor
from tests.companion.enforce.ward import ENFORCE, Ward

pytestmark = pytest.mark.slow
PAGE = "/wp-admin/users.php?page=rempart-second-step"
CHALLENGE = re.compile(r'"challenge":"([0-9a-f]{64})"|\\u0022challenge\\u0022:\\u0022([0-9a-f]{64})')


def challenge_of(said: Said) -> bytes:
    """What the page would hand the key."""
    found = CHALLENGE.search(said.text)
    assert found, said.text[:3000]
    return bytes.fromhex(found[1] or found[2])


def key_for(ward: Ward, *, is_rsa: bool = False) -> Authenticator:
    """A new one that knows where it is."""
    one = Authenticator("127.0.0.1", ward.site.url)
    if is_rsa:
        one.key = rsa.generate_private_key(65537, 2048)
    return one


def add(ward: Ward, visitor: Visitor, key: Authenticator, page: Said | None = None, **lie: object) -> Said:
    """Press "Add a passkey"."""
    page = page or visitor.ask(PAGE)
    nonce = page.text.split('id="rempart-passkey"')[1].split('name="_wpnonce" value="')[1].split('"')[0]
    sent = {
        "rempart_do": "passkey",
        "_wpnonce": nonce,
        "rempart_password": ward.password,
        "rempart_name": "Blue \\ stick",
    }
    return visitor.post(PAGE, sent | {"rempart_made": key.make(challenge_of(page), **lie)})


def signed_in(ward: Ward) -> Visitor:
    """In days of grace."""
    ward.policy(second_factor={"roles": ["administrator"], "grace_days": 7})
    visitor = ward.visitor()
    visitor.sign_in(ward.person, ward.password)
    return visitor


@pytest.mark.parametrize("is_rsa", [False, True])
def test_a_passkey_is_added_and_opens(ward: Ward, *, is_rsa: bool) -> None:
    visitor, key = signed_in(ward), key_for(ward, is_rsa=is_rsa)
    assert "rempart-new-codes" in add(ward, visitor, key).text
    fresh = ward.visitor()
    asked = fresh.sign_in(ward.person, ward.password)
    assert not fresh.is_in
    fresh.second(asked, rempart_passkey=key.use(challenge_of(asked)))
    assert fresh.is_in
    assert "already" in add(ward, visitor, key).text
    assert json.loads(ward.site.php(f"echo json_encode({ENFORCE}Factor::kinds(1));")) == ["passkey"]


def test_every_lie_is_refused(ward: Ward) -> None:
    visitor, key = signed_in(ward), key_for(ward)
    add(ward, visitor, key)
    ward.policy(second_factor={"roles": ["administrator"]}, login_limit={"free": 10, "free_address": 100})

    def tried(**how: object) -> bool:
        ward.site.php(f"{ENFORCE}Attempts::free(0);")
        fresh = ward.visitor()
        asked = fresh.sign_in(ward.person, ward.password)
        given = how.pop("answer", None) or key.use(how.pop("challenge", None) or challenge_of(asked), **how)  # type: ignore[arg-type]
        fresh.second(asked, rempart_passkey=str(given))
        return fresh.is_in

    assert not tried(challenge=b"\0" * 32)
    assert not tried(origin="https://quarry.evil.example")
    assert not tried(type="webauthn.create")
    assert not tried(crossOrigin=True)
    assert not tried(flags=0x04)  # nobody touched it
    elsewhere = Authenticator("evil.example", ward.site.url, key.key, key.id, key.count + 50)
    fresh = ward.visitor()
    asked = fresh.sign_in(ward.person, ward.password)
    fresh.second(asked, rempart_passkey=elsewhere.use(challenge_of(asked)))
    assert not fresh.is_in
    stranger = Authenticator("127.0.0.1", ward.site.url, id=key.id, count=key.count + 50)
    asked = fresh.sign_in(ward.person, ward.password)
    fresh.second(asked, rempart_passkey=stranger.use(challenge_of(asked)))
    assert not fresh.is_in
    for junk in (
        "[]",
        "{}",
        "null",
        '{"id":1}',
        "x" * 20_000,
        '{"id":"AA","client":"AA","data":"AA","signature":"AA"}',
    ):
        assert not tried(answer=junk)
    assert tried()
    key.count -= 1
    assert not tried()  # a copy whose counter stands still


def test_one_answer_counts_once(ward: Ward) -> None:
    visitor, key = signed_in(ward), key_for(ward)
    add(ward, visitor, key)
    fresh = ward.visitor()
    asked = fresh.sign_in(ward.person, ward.password)
    answer = key.use(challenge_of(asked))
    fresh.second(asked, rempart_passkey=answer)
    assert fresh.is_in
    thief = ward.visitor()
    thief.second(asked, rempart_passkey=answer)
    assert not thief.is_in
    asked = thief.sign_in(ward.person, ward.password)
    thief.second(asked, rempart_passkey=answer)
    assert not thief.is_in


def test_what_the_browser_made_is_read_with_bounds(ward: Ward) -> None:
    visitor, key = signed_in(ward), key_for(ward)
    page = visitor.ask(PAGE)
    assert "rempart-new-codes" not in add(ward, visitor, key, origin="https://quarry.evil.example").text
    good = add(ward, visitor, key_for(ward), page)  # its challenge was used by the one above
    assert "rempart-new-codes" not in good.text
    head = key._head(0x45) + bytes(16)
    off_curve = {1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\2" * 32}
    small = {1: 3, 3: -257, -1: b"\1" * 128, -2: b"\1\0\1"}
    for data in (b"", b"\0" * 36, key._head(0x05), head, head + b"\xff\xff" + b"a" * 32, head + struct.pack(">H", 32) + b"a" * 32,
                 *(head + struct.pack(">H", 32) + b"a" * 32 + cbor.encode(one) for one in (off_curve, small, {}, {1: 2, 3: -8}))):  # fmt: skip
        assert "rempart-new-codes" not in add(ward, visitor, key, data=data).text
    deep = "81" * 5000 + "00"
    for raw in (
        deep,
        "5a7fffffff00",
        "9a7fffffff00",
        "bf61610000ff",
        "a201000100",
        "f6" * 9000,
        "",
        "9b00000000ffffffff",
        "fb0000000000000000",
    ):
        code = f"try {{ {ENFORCE}Cbor::first(hex2bin('{raw}')); echo 'read'; }} catch (UnexpectedValueException $no) {{ echo 'no'; }}"
        assert ward.site.php(code) == "no", raw[:20]


def test_p256_keys_round_trip_to_openssl(ward: Ward) -> None:
    """Coordinates that begin with zeros, too: they must keep 32 bytes."""
    visitor = signed_in(ward)
    key = key_for(ward)
    numbers = (ec.derive_private_key(number, ec.SECP256R1()) for number in range(1, 2000))
    key.key = next(one for one in numbers if one.public_key().public_numbers().x >> 248 == 0)
    assert "rempart-new-codes" in add(ward, visitor, key).text
    fresh = ward.visitor()
    asked = fresh.sign_in(ward.person, ward.password)
    fresh.second(asked, rempart_passkey=key.use(challenge_of(asked)))
    assert fresh.is_in


def test_the_session_is_marked_before_the_passkey_is_asked_for(ward: Ward) -> None:
    """Another request of the same browser may come in between; it must not end the session."""
    visitor, key = signed_in(ward), key_for(ward)
    code = (
        "add_action('add_user_meta', function ($user, $name) { if ($name === 'rempart_companion_passkey') {"
        f"update_option('scene_marked', {ENFORCE}Sessions::isStrong((int) $user) ? 'yes' : 'no'); }} }}, 10, 2);"
    )
    ward.site.must_use("scene", code)
    try:
        add(ward, visitor, key)
        assert ward.site.php("echo get_option('scene_marked');") == "yes"
    finally:
        ward.site.must_use("scene", None)
        ward.site.php("delete_option('scene_marked');")
