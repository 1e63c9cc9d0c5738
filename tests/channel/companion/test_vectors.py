"""The vectors of docs/companion.md: what is signed and proven, byte by byte, so that the two sides cannot drift apart."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel.companion import wire
from rempart.channel.companion.rows import Cutter, encode, fields
from rempart.companion.core.answers import Traffic, read

VECTORS = Path(__file__).parents[2] / "vectors" / "companion.json"
PLUGIN = Path(wire.__file__).parents[2] / "companion" / "plugin" / "rempart-companion"


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    """The file that others may test against, too."""
    return dict(json.loads(VECTORS.read_text("utf-8")))


def _key(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def test_keys_and_calls(known: dict[str, Any]) -> None:
    hub, call = known["hub"], known["call"]
    assert wire.public_of(_key(hub["seed"])) == hub["public"]
    assert wire.key_id(hub["public"]) == hub["key_id"]
    body = call["body"].encode()
    assert wire.body_of("users", {"after": 0, "personal": False}) == body
    assert wire.call_text(known["home"], call["time"], call["nonce"], body).decode() == call["text"]
    assert wire.signed_headers(_key(hub["seed"]), known["home"], call["time"], call["nonce"], body) == call["headers"]


def test_answers(known: dict[str, Any]) -> None:
    site, answer = known["site"], known["answer"]
    body = answer["body"].encode()
    assert wire.answer_text(known["call"]["nonce"], body).decode() == answer["text"]
    wire.check_answer(site["public"], known["call"]["nonce"], body, answer["signature"])
    assert wire.split_stream(bytes.fromhex(known["stream"]["body_hex"])) == (known["stream"]["head"], b"stone\n")


def test_traffic(known: dict[str, Any]) -> None:
    hub, site, asked = known["hub"], known["site"], known["traffic"]
    body, answer = asked["body"].encode(), asked["answer"].encode()
    assert wire.body_of("traffic", {"since": 29_916_666}) == body
    assert (
        wire.signed_headers(_key(hub["seed"]), known["home"], asked["time"], asked["nonce"], body) == asked["headers"]
    )
    wire.check_answer(site["public"], asked["nonce"], answer, asked["signature"])
    told = read(Traffic, json.loads(answer))
    assert (told.from_, told.until, told.minutes) == (29_916_666, 29_916_669, ((29_916_666, 12), (29_916_668, 3)))


def test_enrolment(known: dict[str, Any]) -> None:
    enrolment = known["enrolment"]
    code = enrolment["code"]
    assert wire.canonical_code(enrolment["typed"]) == code
    assert (
        wire.proof(code, "rempart-enrol-v1", known["home"], known["hub"]["public"], enrolment["nonce"])
        == enrolment["hub_proof"]
    )
    assert wire.proof(code, "rempart-enrolled-v1", known["home"], known["site"]["public"], enrolment["nonce"]) == enrolment["site_proof"]  # fmt: skip


def test_rows(known: dict[str, Any]) -> None:
    row = (b"1", None, b"", "石".encode())
    assert encode(row).hex() == known["rows"]["row_hex"]
    assert fields(encode(row), 4) == row


def test_php_says_the_same(known: dict[str, Any]) -> None:
    code = (
        "define('ABSPATH', '/'); require $argv[1] . '/src/autoload.php'; use Rempart\\Companion\\Keys; use Rempart\\Companion\\RowCodec;"
        "$k = json_decode(stream_get_contents(STDIN), true); $c = $k['call']; $a = $k['answer']; $e = $k['enrolment'];"
        "$text = \"rempart-call-v1\\n{$k['home']}\\n{$c['time']}\\n{$c['nonce']}\\n\" . hash('sha256', $c['body']);"
        "$secret = bin2hex(sodium_crypto_sign_secretkey(sodium_crypto_sign_seed_keypair(hex2bin($k['site']['seed']))));"
        "echo json_encode([Keys::id($k['hub']['public']) === $k['hub']['key_id'], $text === $c['text'],"
        "Keys::isSigned($text, $c['headers']['X-Rempart-Signature'], $k['hub']['public']),"
        "!Keys::isSigned($text . ' ', $c['headers']['X-Rempart-Signature'], $k['hub']['public']),"
        "Keys::sign(\"rempart-answer-v1\\n{$c['nonce']}\\n\" . hash('sha256', $a['body']), $secret) === $a['signature'],"
        "hash_hmac('sha256', \"rempart-enrol-v1\\n{$k['home']}\\n{$k['hub']['public']}\\n{$e['nonce']}\", $e['code']) === $e['hub_proof'],"
        "bin2hex(RowCodec::encode(['1', null, '', '石'])) === $k['rows']['row_hex'],"
        "RowCodec::decode(hex2bin($k['rows']['row_hex']), 4) === [['1', null, '', '石']]]);"
    )
    done = subprocess.run(
        ["php8.2", "-r", code, "--", str(PLUGIN)], input=VECTORS.read_text(), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [True] * 8, done.stderr


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_rows_are_put_together_from_pieces_of_any_size(size: int) -> None:
    made = [(str(number).encode(), None, b"x" * number) for number in range(20)]
    whole = b"".join(encode(row) for row in made)
    cutter = Cutter(3)
    found = [row for at in range(0, len(whole), size) for row in cutter.feed(whole[at : at + size])]
    cutter.finish()
    assert [fields(row, 3) for row in found] == made


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcd-efgh-jkmn-pqrs", "ABCDEFGHJKMNPQRS"), (" ABCD EFGH JKMN PQRS ", "ABCDEFGHJKMNPQRS"), ("oOiIlL0123456789", "0011110123456789"),
        ("ABCD", None), ("ABCD-EFGH-JKMN-PQRU", None), ("A" * 17, None), ("", None), ("É" * 16, None),
    ],
)  # fmt: skip
def test_a_code_is_read_as_people_type_it(typed: str, code: str | None) -> None:
    assert wire.canonical_code(typed) == code


def test_an_address_is_signed_in_one_form() -> None:
    for typed in ("HTTPS://Shop.Example/Blog/", "https://shop.example/Blog", " https://SHOP.example/Blog// "):
        assert wire.canonical_home(typed) == "https://shop.example/Blog"
