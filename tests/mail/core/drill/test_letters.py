"""Drill mails: whole in three languages, and nothing that a person is called becomes markup, a header or another slot."""

import email
import email.policy
import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.drill.letter import ATTACHED, BadAddress, Reader, Sheet, plain_address, sheets
from rempart.mail.core.drill.shelf import templates
from rempart.mail.core.drill.template import BadTemplate, Mail, fill, read, written
from rempart.mail.web.drill_cues import CUE_WORDS

READER = Reader("zoe@staff.example", "Zoé Martin", "https://console.example/t/abc")
AT_S = 1_795_000_000.0


def parsed(sheet: Sheet, reader: Reader = READER) -> EmailMessage:
    found = email.message_from_bytes(sheet.letter(reader, AT_S), policy=email.policy.default)
    assert not found.defects
    assert all(not part.defects for part in found.walk())
    return found  # type: ignore[return-value]


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("name", templates())
def test_each_mail_is_whole_in_each_language(name: str) -> None:
    template = templates()[name]
    assert read(written(template)) == template
    for words in template.words.values():
        assert all([words.title, words.what, words.sender, words.marks])
        assert words.marks.keys() <= set(template.cues)
    laid = sheets(template, "Maison Lavande", {}, "post@drill.example")
    assert len(laid) == 3 * template.stages
    for (stage, _), sheet in laid.items():
        message = parsed(sheet)
        whole = body(message, "html")
        assert f"{READER.base}/decoy" in whole
        has_way = f"{READER.base}/1" in whole or "cid:qr" in whole or bool(sheet.attachment)
        assert has_way is (stage == template.stages)  # the first of two wins trust, and asks for nothing
        assert not any(one in whole for one in ("<form", "<script", "<input"))


def test_the_archive_holds_one_page_with_one_link() -> None:
    laid = sheets(templates()["invoice_archive"], "Maison Lavande", {}, "post@drill.example")
    (attached,) = parsed(laid[1, "zh"]).iter_attachments()
    assert attached.get_filename() == "发票.zip"
    with zipfile.ZipFile(io.BytesIO(attached.get_payload(decode=True))) as archive:  # type: ignore[arg-type]
        (name,) = archive.namelist()
        page = archive.read(name).decode()
    assert page.count(f"{READER.base}/{ATTACHED}") == 2
    assert "<script" not in page


def test_a_code_is_a_picture_in_the_mail() -> None:
    laid = sheets(templates()["parking_qr"], "Maison Lavande", {}, "post@drill.example")
    pictures = [part for part in parsed(laid[1, "fr"]).walk() if part.get_content_type() == "image/png"]
    assert [one.get_payload(decode=True)[:4] for one in pictures] == [b"\x89PNG"]  # type: ignore[index]


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_a_name_stays_a_name(name: str) -> None:
    """Attack: markup, a header, another slot or a template tag as what somebody is called."""
    sheet = Sheet(Mail("Hello {name}", "Dear {name}\n\n{link}", "Go"), "en", "Firm", "Post", "post@drill.example")
    message = parsed(sheet, Reader("zoe@staff.example", name, READER.base))
    plain = " ".join(name.split())
    assert set(message.keys()) == {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    assert fill("{name}", {"name": plain, "link": "X"}) == plain
    whole = body(message, "html")
    assert whole.count("<a ") == 2
    assert whole.count("<p>") == 2


def test_hostile_names_word_by_word() -> None:
    sheet = Sheet(Mail("Hello {name}", "{name}", "Go"), "en", "<b>Firm</b>", "Post", "post@drill.example")
    for name in (
        "{link}",
        "{{ 7*7 }}",
        "<img src=x onerror=alert(1)>",
        "a\r\nBcc: all@staff.example",
        "{organisation}",
    ):
        message = parsed(sheet, Reader("zoe@staff.example", name, READER.base))
        assert message["Bcc"] is None
        assert READER.base not in body(message, "plain")
        assert "49" not in body(message, "plain")
        assert "<img" not in body(message, "html")
        assert "Firm" not in body(message, "html")


@pytest.mark.parametrize(
    "address",
    ["a b@c.example", "a@b.example\r\nX: y", "é@b.example", "a<b@c.example", "none", "a" * 300 + "@b.example"],
)
def test_no_address_that_could_say_more(address: str) -> None:
    with pytest.raises(BadAddress):
        plain_address(address)


def test_what_is_wrong_with_a_template_is_said_all_at_once() -> None:
    with pytest.raises(BadTemplate) as bad:
        read({"cues": ["no_such"], "en": {"mails": [{"subject": "a\nb", "text": "{password}"}]}, "attachment": "macro"})
    codes = {code.split(" ")[0] for code, _ in bad.value.faults}
    assert codes >= {"unknown_cue", "bad_line", "unknown_slot", "unknown_attachment"}


def test_a_mail_that_is_none_is_not_passed_over() -> None:
    with pytest.raises(BadTemplate):
        read({"en": {"mails": [None]}})


@settings(max_examples=60)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "fr", "cues", "mails", "marks", "subject", "text", "alignment", "after_days"]), inner, max_size=5), max_leaves=12).filter(lambda one: isinstance(one, dict)))  # fmt: skip
def test_anything_else_is_refused_and_never_breaks(data: dict[str, object]) -> None:
    with pytest.raises(BadTemplate):
        read(data)


def test_each_cue_has_its_words() -> None:
    used = {cue for one in templates().values() for cue in one.cues}
    assert used <= CUE_WORDS.keys()
