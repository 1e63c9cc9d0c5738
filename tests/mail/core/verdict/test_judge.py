"""A mail and its verdict: what counts, what cannot clear it, and that nothing in it breaks the judge."""

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.model.weights import shipped
from rempart.mail.core.verdict import judge
from tests.mail.core.verdict.test_signs import CALM, FAILED, page
from tests.mail.letters import NOBODY, OURS, mail, verdict

PHISH = mail(
    html="<p>Dear customer, your PayPal account has been limited. Verify your account within 24 hours.</p>"
    '<a href="https://paypal-secure.icu/login">Confirm now</a>',
    sender="PayPal Security <service@paypal-secure.icu>", subject="Action required: your PayPal account has been limited",
)  # fmt: skip
LURES = {
    "fr": mail(html="<p>Cher client, votre colis est en attente. Des frais de douane de 2 € restent à régler sous 48 heures.</p>"
               '<a href="https://colis-suivi.top/x">Payer</a>', sender="La Poste <info@colis-suivi.top>", subject="Votre colis est bloqué"),
    "zh": mail(html='<p>尊敬的用户，您的邮箱账号将在 24 小时内停用，请立即点击下方链接验证。</p><a href="https://mail-upgrade.xyz/v">立即验证</a>',
               sender="=?utf-8?b?5LyB5Lia6YKu566x?= <admin@mail-upgrade.xyz>", subject="=?utf-8?b?6YKu566x5Y2H57qn6YCa55+l?="),
    "boss": mail("Are you available? I am in a meeting, keep this confidential. I need you to buy some gift cards and send me the codes.",
                 sender="Claire Martin CEO <ceo.office77@gmail.com>", subject="Urgent", heads="Reply-To: ceo.private@yahoo.com\n"),
}  # fmt: skip


def test_words_are_told_as_they_were_written():
    seen = verdict(mail("Your account will be closed within 24 hours. Verify your password, 24 hours left to confirm."))
    said = next(one for one in seen.reasons if one.code == "words").says.en
    assert "24 hours" in said
    assert "0 hours" not in said


def test_a_plain_case_with_its_reasons():
    seen = verdict(PHISH)
    assert (seen.verdict, seen.probability > 0.95) == ("phishing", True)
    assert seen.reasons[0].weight == max(one.weight for one in seen.reasons)
    assert {"sender_claims_brand", "talks_of_account", "hurries"} <= {one.code for one in seen.reasons}
    said = next(one for one in seen.reasons if one.code == "sender_claims_brand").says
    assert said.en == "The sender calls itself PayPal (service@paypal-secure.icu), and the address is not one of theirs"
    assert said.fr.startswith("L’expéditeur se dit PayPal")
    assert said.zh.startswith("发件人自称 PayPal")
    assert seen.evidence.domains == ("paypal-secure.icu",)


@pytest.mark.parametrize("which", LURES)
def test_lures_in_other_languages_and_of_other_kinds(which):
    assert verdict(LURES[which]).verdict in ("phishing", "suspicious")


@pytest.mark.parametrize("which", CALM)
def test_ordinary_letters_are_clean(which):
    assert verdict(CALM[which], OURS).verdict == "clean"


def test_authentication_never_clears_a_mail():
    passed = FAILED.replace("=fail", "=pass")
    authentic = PHISH.replace(b"MIME-Version", passed.replace("\n", "\r\n").encode() + b"MIME-Version", 1)
    assert judge(authentic, own=OURS, model=shipped()).probability >= verdict(PHISH).probability
    assert dict(verdict(authentic, OURS).evidence.authentication)["dmarc"] == "pass"


def test_marks_of_a_list_and_a_thread_do_not_clear_a_lure():
    marks = b"List-Id: <a.example>\r\nList-Post: <mailto:a@b.example>\r\nIn-Reply-To: <1@b.example>\r\nMIME-Version"
    assert verdict(PHISH.replace(b"MIME-Version", marks, 1)).verdict in ("phishing", "suspicious")


def attached(inner: bytes, said: str = "Is this real?") -> bytes:
    return (
        b"From: Camille <camille.durand@acme-industrie.fr>\r\nTo: alerte@acme-industrie.fr\r\nSubject: Fwd\r\n"
        b'Content-Type: multipart/mixed; boundary="o"\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\n' + said.encode() +
        b"\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--o--\r\n"
    )  # fmt: skip


def test_the_mail_that_was_forwarded_is_judged_and_not_the_letter_around_it():
    seen = verdict(attached(PHISH))
    assert (seen.verdict, seen.evidence.is_unwrapped) == ("phishing", True)
    assert seen.evidence.sender == "service@paypal-secure.icu"
    assert verdict(attached(CALM["a colleague"])).verdict == "clean"


def test_an_innocent_mail_within_does_not_clear_the_one_around_it():
    bad = PHISH.partition(b"\r\n\r\n")[2].decode()
    around = attached(CALM["a colleague"]).replace(
        b"Content-Type: text/plain\r\n\r\nIs this real?", b"Content-Type: text/html\r\n\r\n" + bad.encode()
    )
    around = around.replace(
        b"From: Camille <camille.durand@acme-industrie.fr>", b"From: PayPal Security <service@paypal-secure.icu>"
    )
    assert verdict(around).verdict == "phishing"


def test_a_forward_within_the_words_is_judged():
    said = "Is this real?\n\n---------- Forwarded message ---------\nFrom: PayPal <service@paypal-secure.icu>\nSubject: Your account is limited\n\n"
    seen = verdict(
        mail(
            said + "Verify your account within 24 hours: https://paypal-secure.icu/login",
            sender="Camille <c@acme-industrie.fr>",
        )
    )
    assert (seen.verdict, seen.evidence.sender) == ("phishing", "service@paypal-secure.icu")


def test_wrappers_hide_nothing():
    safe = page("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpaypal-secure.icu%2Flogin&data=1")
    assert verdict(mail(html=safe)).evidence.domains == ("paypal-secure.icu",)


def test_words_of_the_mail_do_not_speak_in_our_name():
    evil = mail("x", sender="PayPal\u202e {0} %s <script>\x1b[2J <a@evil.example>")
    for one in verdict(evil).reasons:
        assert "\x1b" not in one.says.en
        assert "\u202e" not in one.says.en


def test_a_mail_behind_an_encoding_or_under_the_name_of_a_file_is_judged():
    packed = base64.encodebytes(PHISH)
    for kind in (b"message/rfc822", b'application/octet-stream; name="strange.eml"'):
        raw = (
            b"From: Camille <camille.durand@acme-industrie.fr>\r\nSubject: Fwd\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
            b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + packed + b"\r\n--o--\r\n"
        )
        assert verdict(raw).evidence.sender == "service@paypal-secure.icu"


def test_a_header_at_the_end_of_a_forwarded_letter_takes_nothing_out_of_it():
    said = "---------- Forwarded message ---------\nFrom: PayPal <service@paypal-secure.icu>\nSubject: Your account is limited\n\n"
    told = "Verify your account within 24 hours: https://paypal-secure.icu/login\n\nReply-To: nobody\nThank you."
    assert "hurries" in {one.code for one in verdict(mail(said + told, sender="Camille <c@acme-industrie.fr>")).reasons}


@pytest.mark.parametrize(
    "evil",
    [b"", b"\xff" * 5_000, b"From: " + b"<" * 60_000, b"Subject: " + b"\xe2\x80\x8b" * 20_000 + b"\n\nx",
     mail("a " * 300_000), mail("https://" * 60_000), mail(html="<a href='https://x.example'>" * 20_000), mail("@" * 300_000),
     mail("M e t a " * 50_000), mail("video " * 60_000), mail("1" * 300_000), mail("a\u200b" * 100_000), mail("million " * 60_000),
     mail("x", sender="a" * 60_000 + "@b.example"), mail("x", sender="1a2b3c" * 9_000 + "@b.example"), mail("> " * 200_000),
     mail("dear " * 60_000), mail("comptes " * 60_000), mail("账户" * 100_000)],
    ids=range(19),
)  # fmt: skip
def test_mails_made_to_take_long(evil):
    begun = time.process_time()
    verdict(evil, OURS)
    assert time.process_time() - begun < 8


@given(st.binary(max_size=400), st.text(max_size=100))
@settings(max_examples=60, deadline=None)
def test_any_bytes_get_a_verdict(raw, said):
    for one in (raw, mail(said), mail(html=said, sender=said.replace("\n", " "), subject=said.replace("\n", " "))):
        seen = judge(one, own=NOBODY, model=shipped())
        assert seen.verdict in ("phishing", "suspicious", "unsure", "clean")
        assert 0 <= seen.probability <= 1
