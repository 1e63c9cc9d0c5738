"""One decision answers all reports of one mail, and no other mail can hide among them."""

from rempart.mail.core.reported.likeness import is_like, marks_from, marks_of, subject_of
from rempart.mail.core.reported.look import look
from tests.mail.reported_mails import PHISH_TEXT, mail


def marks(*args: object, **named: object):
    return marks_of(look(mail(*args, **named)), "salt")  # type: ignore[arg-type]


KNOWN = marks()


def test_the_same_wave_with_other_numbers_and_names_is_one() -> None:
    assert is_like(
        marks(PHISH_TEXT.replace("8841", "1207").replace("Dear colleague", "Dear Lena"), sender="x@y.example"), KNOWN
    )
    assert is_like(marks(subject="RE: Your mailbox is full (2)"), KNOWN)


def test_another_link_or_attachment_is_another_mail() -> None:
    assert not is_like(marks(PHISH_TEXT + " https://other.example/"), KNOWN)
    assert not is_like(marks(file=("a.zip", b"PK")), KNOWN)
    with_file = marks(file=("a.zip", b"PK"))
    assert is_like(marks(file=("b.zip", b"PK")), with_file)
    assert not is_like(marks(file=("a.zip", b"other")), with_file)


def test_another_text_with_the_same_link_is_another_mail() -> None:
    text = (
        "Hello, the minutes of Tuesday are at https://mail-quota.example/minutes and lunch is at noon, see you there."
    )
    assert not is_like(marks(text), KNOWN)


def test_chinese_is_compared_by_letters() -> None:
    one = marks("您的邮箱即将满额，请立即登录以免停用。技术支持部。", subject="邮箱")
    same = marks("您的邮箱即将满额，请立即登录以免停用。技术支持中心。", subject="邮箱")
    other = marks("明天上午十点开会，请大家准时参加，地点在三楼会议室。", subject="会议")
    assert is_like(same, one)
    assert not is_like(other, one)


def test_mails_without_text_are_alike_by_subject_and_sender() -> None:
    empty = marks("", subject="Scan 12", sender="a@x.example")
    assert is_like(marks("", subject="Scan 99", sender="b@x.example"), empty)
    assert not is_like(marks("", subject="Scan 99", sender="b@y.example"), empty)
    assert not is_like(marks("", subject="Hello", sender="a@x.example"), empty)


def test_only_digests_are_kept_and_two_organisations_cannot_compare_them() -> None:
    held = KNOWN.stored()
    assert "mail-quota" not in str(held)
    assert marks_from(held) == KNOWN
    assert not KNOWN.hosts & marks_of(look(mail()), "other").hosts


def test_subjects() -> None:
    assert subject_of("Re: FW: 回复：Invoice 4711") == "invoice #"
