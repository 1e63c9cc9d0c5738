"""What each channel composes: exactly what the other side documents, and nothing of a hostile text becomes a mark."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.notices.channels import feishu, sms, webhook, wecom
from rempart.notices.core.message import Letter, Message, Post
from rempart.notices.core.settings import faults
from rempart.notices.store.ways import units
from rempart.terms.severity import Severity

SETTINGS = {
    "url": "https://hooks.example/x", "secret": "a-secret-of-ours", "address": "ana@lavande.example",
    "number": "+33612345678", "template": '{"to": "{to}", "text": "{text}"}', "authorization": "Bearer x",
}  # fmt: skip
NASTY = '<!channel> <at user_id="all"></at> [x](http://evil.example) "}]} \r\nBcc: all@x {to} **b**'


def message(text: str = "The witness is silent", **more: Any) -> Message:
    return Message(
        "n1-1-0",
        Severity.CRITICAL,
        f"[Act now] {text}",
        text,
        "2026-11-22 03:00 (UTC)",
        "https://r.example/notices/n1/",
        **more,
    )


def post(unit: str, said: Message) -> Post:
    composed = units()[unit].compose(said, SETTINGS, 1_795_000_000)
    assert isinstance(composed, Post)
    return composed


@pytest.mark.parametrize("unit", sorted(units()))
def test_what_was_said_arrives_with_its_settings(unit: str) -> None:
    composed = units()[unit].compose(message(), {name: SETTINGS[name] for name in units()[unit].settings}, 1)
    text = composed.text + composed.subject if isinstance(composed, Letter) else composed.body.decode()
    assert "witness is silent" in text


@pytest.mark.parametrize("unit", sorted(set(units()) - {"mail"}))
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=9_000))
def test_whatever_is_said_the_request_is_json_of_a_bounded_size(unit: str, text: str) -> None:
    body = post(unit, message(text)).body
    json.loads(body)
    assert len(body) < 64 * 1024


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=2_000))
def test_a_mail_has_one_subject_line(text: str) -> None:
    letter = units()["mail"].compose(message(text), SETTINGS, 1)
    assert isinstance(letter, Letter)
    assert not set("\r\n") & set(letter.subject)
    assert letter.to == "ana@lavande.example"


def test_nothing_calls_everybody() -> None:
    slack = json.loads(post("slack", message(NASTY)).body)
    assert "<!channel>" not in slack["text"]
    assert all(block["text"]["type"] == "plain_text" for block in slack["blocks"])
    assert "<at" not in json.loads(post("feishu", message(NASTY)).body)["content"]["text"]
    card = json.loads(post("teams", message(NASTY)).body)["attachments"][0]["content"]
    assert {row["type"] for row in card["body"]} == {"RichTextBlock"}
    assert json.loads(post("wecom", message(NASTY)).body)["msgtype"] == "text"


def test_a_gateway_is_sent_what_it_asked_for_and_one_message_only() -> None:
    sent = json.loads(post("sms", message(NASTY)).body)
    assert sent["to"] == "+33612345678"
    assert set(sent) == {"to", "text"}
    assert len(sms.text_of(message("x" * 500))) == sms.ROOM
    assert len(sms.text_of(message("证据" * 200))) == sms.ROOM_WIDE


def test_the_signature_of_a_webhook_can_be_checked() -> None:
    sent = post("webhook", message())
    signed = f"n1-1-0.{1_795_000_000}.".encode() + sent.body
    wanted = base64.b64encode(hmac.digest(b"a-secret-of-ours", signed, hashlib.sha256)).decode()
    assert sent.headers["webhook-signature"] == f"v1,{wanted}"
    assert "webhook-signature" not in webhook.compose(message(), {"url": "https://x.example"}, 1).headers  # type: ignore[union-attr]


def test_the_signature_for_feishu_has_an_empty_message() -> None:
    sent = json.loads(post("feishu", message()).body)
    wanted = base64.b64encode(hmac.new(b"1795000000\na-secret-of-ours", digestmod=hashlib.sha256).digest()).decode()
    assert (sent["timestamp"], sent["sign"]) == ("1795000000", wanted)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b'{"code": 0}', ""), (200, b'{"code": 19024}', "answered_19024"), (200, b"<html>", "unreadable"),
        (200, b"[]", "unreadable"), (502, b"<html>", "answered_502"), (200, b'{"code": "x"}', "unreadable"),
    ],
)  # fmt: skip
def test_a_refusal_inside_a_200_is_one(status: int, body: bytes, code: str) -> None:
    assert feishu.UNIT.judge(Answer(status, body)) == code
    assert wecom.UNIT.judge(Answer(status, body.replace(b"code", b"errcode"))) == code


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("number", "0612345678", "bad_number"), ("number", "+1", "bad_number"), ("number", "+33612345678", ""),
        ("address", "a@b\nBcc: c@d", "bad_mail"), ("address", "a b@c", "bad_mail"), ("address", "a@b.example", ""),
        ("template", "{to}", "bad_template"), ("template", "x" * 3_000, "bad_template"), ("authorization", "a\r\nb", "bad_header"),
        ("secret", "short", "bad_secret"), ("url", "", "missing"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said(name: str, value: str, code: str) -> None:
    assert faults((name,), {name: value}).get(name, "") == code
