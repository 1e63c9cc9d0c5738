"""Each sign on a mail that shows it, and none of them on ordinary letters: MAIL-03, AI-03."""

import re

import pytest

from rempart.mail.core.verdict.judge import signs
from tests.mail.letters import NOBODY, OURS, found, mail

EVIL = "https://login.evil-place.example"
PAGE = f'<p>Hello there, have a look at this page of ours please</p><a href="{EVIL}/a">open</a>'
FAILED = "Authentication-Results: mx.acme-industrie.fr; spf=fail smtp.mailfrom=x.example; dkim=none; dmarc=fail header.from=x.example\n"


def page(href: str, text: str = "open") -> str:
    return f'<p>Hello there, have a look at this page of ours please</p><a href="{href}">{text}</a>'


def row(pages: int, *, text: str = "story {n}", host: str = "www.hafenwerk.example", path: str = "{n}") -> str:
    """Links side by side."""
    links = (f'<a href="https://{host}/{path.format(n=n)}">{text.format(n=n)}</a> ' for n in range(pages))
    return f"<p>This week</p>{''.join(links)}"


SHOWS: dict[str, bytes] = {
    "answers_a_letter": mail("> a\n> b\n> c\nyes", heads="In-Reply-To: <1@x.example>\n"),
    "asks_a_favour": mail("Are you available? I am in a meeting."),
    "asks_in_mail": mail(html="<form action='https://evil.example/'><input type='password' name='p'></form>"),
    "attached_danger": mail("see", attach=("invoice.pdf.exe", "MZ")),
    "attached_page": mail("see", attach=("invoice.html", "<p>x</p>")),
    "came_broken": mail("x", heads="From: Other <other@x.example>\n"),
    "can_be_left": mail("x", heads="List-Unsubscribe: <https://www.hafenwerk.example/leave>\n"),
    "disguised_letters": mail("your аccоunt is ready"),
    "free_mail_link": mail(html=PAGE, sender="Anna <anna.berg@gmail.com>"),
    "free_mail_office": mail("x", sender="Security Team <anna.berg@gmail.com>"),
    "from_a_list": mail("x", heads="List-Id: <dev.example>\nList-Post: <mailto:dev@x.example>\n"),
    "greets_by_address": mail("Dear camille.durand@acme-industrie.fr, hello"),
    "hidden_words": mail(html="<p>hi</p><div style='display:none'>" + "calm words of a novel " * 60 + "</div>"),
    "hurries": mail("You must answer within 24 hours"),
    "link_cheap": mail(html=page("https://offers.icu/x")),
    "link_free_host": mail(html=page("https://x7.blob.core.windows.net/a")),
    "link_hides_host": mail(html=page("https://bank.example.com@evil.example/")),
    "link_is_number": mail(html=page("http://93.184.216.34/a")),
    "link_lookalike": mail(html=page("https://paypa1.com/a")),
    "link_other_script": mail(html=page("https://раypal-shop.com/")),
    "link_shortened": mail(html=page("https://bit.ly/3x")),
    "link_text_unlike": mail(html=page(EVIL, "https://www.bank.example/login")),
    "links_lead_away": mail(html=PAGE),
    "links_lead_home": mail(html=page("https://www.hafenwerk.example/news")),
    "many_pages": mail(html=row(12)),
    "much_to_read": mail("A long letter goes on. " * 300),
    "not_authentic": mail("x", sender="X <a@x.example>", heads=FAILED),
    "one_target": mail(html=PAGE),
    "own_domain_forged": mail("x", sender="Boss <boss@acme-industrie.fr>", heads=FAILED),
    "own_name_outside": mail("x", sender="acme-industrie IT desk <it@evil.example>"),
    "picture_only": mail(html=f'<a href="{EVIL}"><img src="cid:1"></a>'),
    "reply_elsewhere": mail("x", heads="Reply-To: boss.acme@gmail.com\n"),
    "sender_cheap": mail("x", sender="Anna <anna@shop-now.xyz>"),
    "sender_claims_brand": mail("x", sender="PayPal Service <info@hafenwerk.example>"),
    "sender_impossible": mail("x", sender="Courier <noreply@localhost>"),
    "sender_is_recipient": mail("x", sender="You <camille.durand@acme-industrie.fr>"),
    "sender_lookalike": mail("x", sender="Help <help@mircosoft.com>"),
    "sender_name_odd": mail("x", sender='"Free gift",_<x@y.example>'),
    "sender_random": mail("x", sender="Anna <a@w737jjvqo8xk2.com>"),
    "sender_shows_address": mail("x", sender='"boss@acme-industrie.fr" <x@evil.example>'),
    "shouts": mail("x", heads="X-Priority: 1\n"),
    "spread_letters": mail("x", subject="Your M e t a M a s k wallet"),
    "stranger_with_link": mail(html=PAGE),
    "subject_claims_brand": mail("x", subject="Your Netflix membership"),
    "subject_names_recipient": mail("x", subject="camille.durand@acme-industrie.fr, you won"),
    "talks_of_account": mail("Votre compte sera suspendu"),
    "talks_of_bill": mail("Your subscription has been renewed and your card was charged"),
    "talks_of_coins": mail("Claim the airdrop"),
    "talks_of_fortune": mail("You are the next of kin"),
    "talks_of_parcel": mail("您的包裹派送失败"),
    "talks_of_prize": mail("Félicitations, vous avez gagné un cadeau"),
    "talks_of_storage": mail("Your mailbox is full"),
    "talks_of_threat": mail("I recorded you with your webcam; pay in bitcoin"),
    "talks_of_wonders": mail("Lonely women are waiting"),
    "text_claims_brand": mail(html=page(EVIL, "Netflix")),
}  # fmt: skip


def test_every_sign_is_tried():
    assert set(SHOWS) == set(signs())


@pytest.mark.parametrize("sign", SHOWS)
def test_a_mail_that_shows_it(sign):
    assert sign in found(SHOWS[sign], OURS)


CALM = {
    "a colleague": mail("Hello Camille, the minutes are attached. Could you read them before Thursday?\n\nAnna", attach=("minutes.odt", "PK")),
    "a shop": mail(html=page("https://www.hafenwerk.example/order/17"), sender="Hafenwerk <shop@hafenwerk.example>", subject="Your order 17",
                   heads="List-Unsubscribe: <https://www.hafenwerk.example/leave>\n"),
    "PayPal itself": mail(html=page("https://www.paypal.com/x"), sender="PayPal <service@paypal.com>", subject="Receipt of PayPal"),
    "a list": mail("> a\n> b\n> c\nI think so too", heads="List-Id: <d.example>\nList-Post: <mailto:d@x.example>\nIn-Reply-To: <1@x>\n"),
    "ein Verein": mail("Liebe Mitglieder, anbei das Protokoll der Versammlung.", sender="Jürgen Groß <vorstand@turnverein-nord.example>"),
    "同事": mail("您好，附件是上周会议纪要，请查收。", sender="=?utf-8?b?546L5Lyf?= <wang.wei@northwind-tools.example>"),
}  # fmt: skip


@pytest.mark.parametrize("which", CALM)
def test_ordinary_letters_show_nothing_that_speaks_against_them(which):
    against = {name for name in found(CALM[which], OURS) if signs()[name].weight > 0.6}
    assert against == set()


@pytest.mark.parametrize("sign", sorted(signs()))
def test_words_are_whole_in_three_languages(sign):
    says = signs()[sign].says
    for words in (says.en, says.fr, says.zh):
        assert words
        assert words.replace("{seen}", "").count("{") == 0
        assert ("{seen}" in words) == ("{seen}" in says.en)
    assert not re.search(r"[^\u202f\u00a0][:;!?] ?\{", says.fr)
    assert re.search(r"[\u4e00-\u9fff]", says.zh)


@pytest.mark.parametrize(
    ("html", "is_many"),
    [(row(10), True), (row(9), False), (row(40, text="open"), False), (row(40, host="evil.example"), False),
     (row(40, host="evil.example") + row(1), True), (row(40, path="#{n}"), False)],
)  # fmt: skip
def test_many_pages_are_different_ones_and_some_the_senders_own(html, is_many):
    assert ("many_pages" in found(mail(html=html))) == is_many


@pytest.mark.parametrize(
    ("href", "text", "is_left"),
    [("https://www.hafenwerk.example/unsubscribe?u=1", "here", True), ("https://hafenwerk.example/x", "Se désabonner", True),
     ("https://hafenwerk.example/x", "退订", True), ("https://evil.example/unsubscribe", "Unsubscribe", False),
     ("https://hafenwerk.example/x", "our shop", False)],
)  # fmt: skip
def test_a_mailing_can_be_left_by_a_link_at_the_senders_own_place(href, text, is_left):
    assert ("can_be_left" in found(mail(html=page(href, text)))) == is_left


@pytest.mark.parametrize(
    "said",
    ["we met a specialist in storage", "every single instance of it", "you are mistaking it", "two timeslots are free",
     "your subscription | request a new subscription | report a problem with your subscription | cancel"],
)  # fmt: skip
def test_words_within_words_and_rows_of_links_are_no_topic(said):
    assert not {one for one in found(mail(said)) if one.startswith("talks_of")}


def test_an_address_by_which_a_mailing_program_counts_is_not_made_up():
    assert "sender_random" not in found(mail("x", sender="News <r-1-270241-5399979-2-24365-de1@news.example>"))
    assert "sender_random" in found(mail("x", sender="News <x5399979@news.example>"))


def test_a_name_that_is_spread_over_two_fields_is_shown():
    assert found(mail("x", sender="a b c <a@b.example>", subject="d e f"))["spread_letters"] == "a b c d e f"


def test_own_servers_alone_are_believed_and_the_topmost_counts():
    forged = FAILED.replace("mx.acme-industrie.fr", "mx.elsewhere.example")
    boss = "Boss <boss@acme-industrie.fr>"
    assert "own_domain_forged" not in found(mail("x", sender=boss, heads=forged), OURS)
    passed = FAILED.replace("=fail", "=pass")
    assert "own_domain_forged" in found(mail("x", sender=boss, heads=FAILED + passed), OURS)
    assert "own_domain_forged" not in found(mail("x", sender=boss, heads=passed + FAILED), OURS)
    sealed = FAILED.replace("; dmarc", "; arc=pass; dmarc")
    assert "not_authentic" not in found(mail("x", sender="X <a@x.example>", heads=sealed), OURS)
    assert "own_domain_forged" not in found(mail("x", sender=boss, heads=FAILED), NOBODY)


@pytest.mark.parametrize(
    ("host", "is_like"),
    [
        ("paypa1.com", True), ("paypal-secure.com", True), ("rnicrosoft.com", True), ("netfiix.com", True), ("paypal.com.evil.example", True),
        ("xn--pypal-4ve.com", True), ("acme-industri.fr", True), ("acme-lndustrie.com", True), ("acme-industrie.co", True),
        ("paypal.com", False), ("mail.paypal.com", False), ("hafenwerk.example", False), ("mail.acme-industrie.fr", False),
        ("192.0.2.1", False), ("outlook.com", False), ("compaypal.example", True), ("amazing.example", False), ("apples.example", False),
    ],
)  # fmt: skip
def test_look_alikes(host, is_like):
    from rempart.mail.core.verdict.lookalike import imitates

    assert bool(imitates(host, OURS.domains)) == is_like
