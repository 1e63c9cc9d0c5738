"""The pages and the API of reporting and triage, as people and programs meet them; and what hostile mails try there."""

import io
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account
from rempart.mail.actions.report_keys import make_key
from rempart.mail.core.reported.answers import DRILL, SAID, WAITS
from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.core.reported.states import Decision
from rempart.mail.store.reports import Cluster, Mailbox, Report, ReportKey
from tests.cast import Cast, colleague
from tests.mail.archives import ole
from tests.mail.one_drill import drill_to, person_of
from tests.mail.outlook_file import outlook_mail
from tests.mail.reported_mails import mail

pytestmark = pytest.mark.django_db
REPORTS = "/api/v1/mail/reports"


@pytest.fixture
def lena(cast_: Cast) -> Account:
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


def as_(account: Account, language: str = "en", **more: Any) -> Client:
    found = Client(headers={"accept-language": language}, **more)
    found.force_login(account)
    return found


def eml(raw: bytes, name: str = "strange.eml") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, raw)}


def with_key(secret: str) -> dict[str, Any]:
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def send(secret: str, raw: bytes, kind: str = "message/rfc822", **more: object):
    return Client().post(REPORTS, raw, content_type=kind, **with_key(secret), **more)  # type: ignore[arg-type]


def test_a_learner_reports_and_is_answered_on_the_page(cast_: Cast, lena: Account) -> None:
    learner = as_(lena)
    assert "Nothing reported yet." in learner.get("/report/").content.decode()
    page = learner.post("/report/", eml(mail()), follow=True).content.decode()
    assert WAITS["en"] in page
    assert "Your mailbox is full" in page
    analyst = as_(colleague(cast_.lavande, "Ana", Role.ANALYST))
    row = Cluster.objects.get()
    shown = analyst.get(f"/triage/{row.uid}/").content.decode()
    assert "hxxps://mail-quota[.]example" in shown
    assert "not looked at yet" in shown
    assert lena.email not in shown
    answer = analyst.post(f"/triage/{row.uid}/", {"decision": "phishing"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/triage/"
    assert SAID[Decision.PHISHING]["fr"] in as_(lena, "fr").get("/report/").content.decode()


def test_ones_own_drill_is_thanked_on_the_page(cast_: Cast, lena: Account) -> None:
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    raw = mail(f"Your parcel: https://drill.example/t/{token}")
    page = as_(lena, "zh-hans").post("/report/", eml(raw), follow=True).content.decode()
    assert DRILL["zh"] in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "one of the two"),
        (eml(b"", "x.eml"), "does not look like a mail"),
        (eml(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.msg"), "No mail can be read out of this file"),
        (eml(ole({"WordDocument": b"\xec\xa5"}), "x.msg"), "No mail can be read out of this file"),
        (eml(b"%PDF-1.7 no mail", "x.eml"), "does not look like a mail"),
        ({"text": "hello there"}, "does not look like a mail"),
        ({**eml(mail()), "text": "From: a"}, "one of the two"),
    ],
)
def test_what_is_no_mail_is_refused_with_a_sentence(lena: Account, form: dict, says: str) -> None:
    answer = as_(lena).post("/report/", form)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_outlooks_own_file_is_taken_by_page_and_api(cast_: Cast, lena: Account) -> None:
    held = outlook_mail(subject="Confirm your account", sender="it@acme.top", body="Sign in: https://acme.top/x")
    assert "Confirm your account" in as_(lena).post("/report/", eml(held, "x.msg"), follow=True).content.decode()
    secret, kind = make_key(lena, cast_.lavande).secret, "application/vnd.ms-outlook"
    assert send(secret, held, kind).status_code == 200
    assert send(secret, held[:700], kind).status_code == 422


def test_pasted_header_lines_are_enough(lena: Account) -> None:
    head = mail().split(b"\n\n")[0].decode()
    assert as_(lena).post("/report/", {"text": head}).status_code == 302
    assert Report.objects.count() == 1


def test_a_gigabyte_is_refused_unread_by_page_and_api(cast_: Cast, lena: Account) -> None:
    """Attack of promise A-RP1: nothing of it is read, so nothing of it is kept."""

    class Endless(io.RawIOBase):
        def read(self, *_: object) -> bytes:
            raise AssertionError("somebody read it")

    huge: dict[str, Any] = {"CONTENT_LENGTH": str(2**30), "wsgi.input": Endless()}
    page = as_(lena).generic("POST", "/report/", b"", "multipart/form-data; boundary=x", **huge)
    assert page.status_code == 413
    assert "16 MB" in page.content.decode()
    secret = make_key(lena, cast_.lavande).secret
    assert send(secret, b"", **huge).status_code == 413


def test_the_form_still_needs_its_own_token(lena: Account) -> None:
    assert as_(lena, enforce_csrf_checks=True).post("/report/", eml(mail())).status_code == 403


def test_a_lying_length_is_cut_and_refused(cast_: Cast, lena: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rempart.mail.web.api_reports.MAX_MAIL", 1_000)
    monkeypatch.setattr("rempart.mail.actions.take_report.MAX_MAIL", 1_000)
    answer = send(make_key(lena, cast_.lavande).secret, b"Subject: x\r\n\r\n" + b"a" * 2_000, CONTENT_LENGTH="900")
    assert answer.status_code in (201, 413)
    assert Report.objects.filter(size__gt=1_000).count() == 0
    assert MAX_MAIL > 1_000


HOSTILE = {
    "subject": "<script>alert(1)</script>{{ 7|add:7 }}{% debug %}",
    "sender": '"<img src=x onerror=alert(1)>" <a@x.example>',
    "text": "</pre><script src=//evil.example></script> {{ request }} javascript:alert(1) https://evil.example/?a=<b>",
    "html": "<p onclick=alert(1)><img src=https://evil.example/p.gif><a href='javascript:alert(1)'>x</a></p>",
}


def test_nothing_of_a_hostile_mail_becomes_markup_or_template(cast_: Cast, lena: Account) -> None:
    """Attack of promise A-RP3."""
    raw = mail(
        HOSTILE["text"],
        subject=HOSTILE["subject"],
        sender=HOSTILE["sender"],
        html=HOSTILE["html"],
        file=("{{ 7|add:7 }}<b>.zip", b"x"),
    )
    as_(lena).post("/report/", eml(raw))
    analyst = as_(cast_.alice)
    uid = Cluster.objects.get().uid
    for page in (analyst.get("/triage/"), analyst.get(f"/triage/{uid}/"), as_(lena).get("/report/")):
        text = page.content.decode()
        assert "evil.example" not in text
        assert "<img src=x" not in text
        assert "onclick=" not in text
        assert not re.search(r"<script(?! src=\"/static/)", text)
        assert "<b>.zip" not in text
        assert "{{ 7|add:7 }}" in text.replace("&#x27;", "'") or "14" not in text
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    shown = analyst.get(f"/triage/{uid}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}{% debug %}" in shown
    assert not re.findall(r'href="(?!/|#|\?)', shown)


def test_only_triage_sees_the_queue(cast_: Cast, lena: Account) -> None:
    as_(lena).post("/report/", eml(mail()))
    uid = Cluster.objects.get().uid
    for path in ("/triage/", f"/triage/{uid}/", "/triage/mailbox/"):
        assert as_(lena).get(path).status_code == 403
    assert as_(cast_.charlie).get(f"/triage/{uid}/").status_code == 404
    assert as_(cast_.charlie).post(f"/triage/{uid}/", {"decision": "harmless"}).status_code == 404


def test_piles_and_what_they_say_when_empty(cast_: Cast) -> None:
    owner = as_(cast_.alice)
    for pile, says in (
        ("queue", "No mail waits."),
        ("flood", "This pile is empty."),
        ("decided", "This pile is empty."),
        ("nonsense", "No mail waits."),
    ):
        assert says in owner.get(f"/triage/?pile={pile}").content.decode()


def test_a_decision_leads_to_the_next_mail(cast_: Cast, lena: Account) -> None:
    as_(lena).post("/report/", eml(mail()))
    as_(lena).post("/report/", eml(mail("The minutes of Tuesday hang here for you all.", subject="Minutes")))
    first, second = Cluster.objects.order_by("pk")
    owner = as_(cast_.alice)
    assert owner.post(f"/triage/{first.uid}/", {"decision": "spam"}).headers["Location"] == f"/triage/{second.uid}/"
    assert owner.post(f"/triage/{second.uid}/", {"decision": "maybe"}).status_code == 422
    assert "Advertising" in owner.get("/triage/?pile=decided").content.decode()


def test_a_button_key_reports_and_opens_nothing_else(cast_: Cast) -> None:
    """Attack of promise A-RP7: the key of an owner, taken from a mail program."""
    owner = as_(cast_.alice)
    page = owner.post("/report/button/").content.decode()
    secret = re.search(r"rempart_report_[\w-]+", page).group()  # type: ignore[union-attr]
    assert secret not in owner.get("/report/button/").content.decode()
    answer = send(secret, mail())
    assert answer.status_code == 201
    assert answer.json()["says"] == WAITS["en"]
    assert send(secret, mail()).status_code == 200
    for path in ("/api/v1/sites", REPORTS, "/api/v1/mail/triage", "/api/v1/members", "/api/v1/tokens"):
        assert Client().get(path, **with_key(secret)).status_code == 401, path
    key = ReportKey.objects.get()
    assert as_(cast_.bob).post(f"/report/button/{key.uid}/end/").status_code == 404
    assert owner.post(f"/report/button/{key.uid}/end/").status_code == 302
    assert send(secret, mail()).status_code == 401


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b" ", "message/rfc822", 422),
        (b"{}", "application/json", 415),
        (b"a=b", "application/x-www-form-urlencoded", 415),
    ],
)
def test_the_api_says_what_is_wrong(cast_: Cast, lena: Account, raw: bytes, kind: str, status: int) -> None:
    answer = send(make_key(lena, cast_.lavande).secret, raw, kind)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_api_of_triage(cast_: Cast, lena: Account) -> None:
    send(make_key(lena, cast_.lavande).secret, mail())
    token = make_token(cast_.alice, cast_.lavande, "t", [Permission.TRIAGE], 1).secret
    (item,) = Client().get("/api/v1/mail/triage", **with_key(token)).json()["items"]
    assert (item["subject"], item["machine"], item["reports"]) == ("Your mailbox is full", None, 1)
    path = f"/api/v1/mail/triage/{item['uid']}/decision"
    said = Client().post(path, json.dumps({"decision": "phishing"}), content_type="application/json", **with_key(token))
    assert said.json()["decision"] == "phishing"
    assert (
        Client().get("/api/v1/mail/triage?decided=true", **with_key(token)).json()["items"][0]["decision"] == "phishing"
    )
    bare = make_token(cast_.alice, cast_.lavande, "r", [Permission.READ], 1).secret
    assert Client().get("/api/v1/mail/triage", **with_key(bare)).status_code == 403
    assert Client().get(REPORTS, **with_key(bare)).json()["items"] == []


def test_the_mailbox_is_set_and_its_password_never_shown(cast_: Cast) -> None:
    owner = as_(cast_.alice)
    assert "No mailbox is set." in owner.get("/triage/mailbox/").content.decode()
    form = {"address": "report@lavande.example", "host": "127.0.0.1", "port": "993", "username": "report", "password": "granite-9", "folder": "INBOX", "authserv_id": "", "own_hops": "0"}  # fmt: skip
    page = owner.post("/triage/mailbox/", form, follow=True).content.decode()
    assert "lies inside" in page
    assert "granite-9" not in page
    assert "Nobody is recognised by mail yet" in page
    assert b"granite-9" not in bytes(Mailbox.objects.get().sealed)
    assert owner.post("/triage/mailbox/", {**form, "own_hops": "99"}).status_code == 422
    assert "report@lavande.example" in as_(cast_.bob).get("/report/").content.decode()
    owner.post("/triage/mailbox/do/", {"do": "end"})
    assert not Mailbox.objects.exists()
