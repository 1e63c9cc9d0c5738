"""The mail that is meant is found in a forward, as an attachment and quoted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.reported.look import look
from rempart.mail.core.reported.unwrap import ATTACHED, INLINE, NOTHING, unwrap
from tests.mail.reported_mails import mail, sent_on

QUOTED = {
    "gmail": "Is this real?\n\n---------- Forwarded message ---------\nFrom: Help <it@q.example>\nDate: Mon, 2 Nov 2026\nSubject: Full\nTo: me\n\nSign in at https://q.example/x",
    "outlook_fr": "-----Message d’origine-----\nDe : Help <it@q.example>\nEnvoyé : lundi\nObjet : Full\n\nSign in at https://q.example/x",
    "apple": "Begin forwarded message:\n\nFrom: Help <it@q.example>\nSubject: Full\n\nSign in at https://q.example/x",
    "apple_quoted": "> Begin forwarded message:\n> \n> From: Help <it@q.example>\n> Subject: Full\n> \n> Sign in at https://q.example/x",
    "zh": "-----原始邮件-----\n发件人: Help <it@q.example>\n主题: Full\n\nSign in at https://q.example/x",
}


@pytest.mark.parametrize("as_file", [False, True])
def test_hanging_on_it(as_file: bool) -> None:
    found = unwrap(sent_on(mail(), "lena@lavande.example", as_file=as_file))
    assert found.form == ATTACHED
    assert look(found.raw).address == "it@mail-quota.example"


def test_a_forward_of_a_bare_forward_is_followed() -> None:
    twice = sent_on(sent_on(mail(), "paul@lavande.example"), "lena@lavande.example")
    assert look(unwrap(twice).raw).subject == "Your mailbox is full"


@pytest.mark.parametrize("program", QUOTED)
def test_quoted(program: str) -> None:
    found = unwrap(mail(QUOTED[program], subject="Fwd: Full", sender="lena@lavande.example"))
    seen = look(found.raw)
    assert (found.form, seen.subject, seen.address, seen.hosts) == (INLINE, "Full", "it@q.example", ("q.example",))
    assert "Sign in" in seen.text
    assert "Is this real" not in seen.text


def test_what_is_no_forward_is_itself() -> None:
    raw = mail()
    assert unwrap(raw).raw == raw
    assert unwrap(raw).form == NOTHING


def test_a_quoted_head_cannot_smuggle_lines() -> None:
    text = "---------- Forwarded message ---------\nFrom: a@b.example\rBcc: x@y.example\nSubject: ok\n\nhello"
    assert b"\nBcc" not in unwrap(mail(text)).raw.split(b"\r\n\r\n")[0]


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=1_000))
def test_never_raises(raw: bytes) -> None:
    unwrap(raw)
    unwrap(sent_on(raw, "a@b.example"))
