"""The judge believes no child more than its form."""

import pytest

from rempart.mail.core.archive.judge import Judge
from rempart.mail.core.archive.limits import MAX_REASONS
from rempart.mail.core.archive.told import Closed, Ended, Entry, Fault, Found, Opened, Read
from rempart.mail.core.archive.weights import SAYS, WEIGHTS


def judged(*told, name="a.zip"):
    judge = Judge(name)
    for one in told:
        judge.take(one)
    return judge.done(sha256="", size=1, walls="")


OPENED = Opened(0, -1, "", "zip", 9)


def test_silence_is_never_safe():
    assert judged().verdict == "unreadable"
    assert judged(OPENED).verdict == "unreadable"
    assert judged(OPENED, Closed(0)).verdict == "unreadable"
    assert judged(OPENED, Closed(0), Ended("zip")).verdict == "safe"
    assert judged(Ended("")).verdict == "unreadable"


def test_lines_about_what_was_never_opened_do_nothing():
    seen = judged(OPENED, Entry(7, 0, "../x"), Read(0, 5, 1, "aa"), Closed(9), Closed(0), Ended("zip"))
    assert seen.verdict == "safe"


def test_a_code_that_nobody_knows_is_not_safe():
    assert judged(OPENED, Found(0, "x", "brand_new"), Closed(0), Ended("zip")).verdict == "unreadable"


def test_unsafe_before_encrypted_before_unreadable():
    told = [Entry(0, 0, "../x", is_locked=True), Fault(0, "damaged")]
    assert judged(OPENED, *told, Closed(0), Ended("zip")).verdict == "unsafe"
    assert judged(OPENED, Entry(0, 0, "x", is_locked=True), *told[1:], Closed(0), Ended("zip")).verdict == "encrypted"
    seen = judged(OPENED, *told, Closed(0), Ended("zip"))
    assert [one.code for one in seen.reasons] == ["traversal", "locked", "damaged"]


def test_reasons_are_bounded_and_the_rest_is_counted():
    seen = judged(
        OPENED, *[Entry(0, number, f"../{number}") for number in range(MAX_REASONS + 7)], Closed(0), Ended("zip")
    )
    assert (len(seen.reasons), seen.more_reasons) == (MAX_REASONS, 7)


@pytest.mark.parametrize(("name", "code"), [("invoice.pdf.exe", "program"), ("a.lnk", "lure"), ("a.js", "program")])
def test_the_files_own_name_counts(name, code):
    assert code in {one.code for one in judged(Ended(""), name=name).reasons}


def test_every_code_has_a_weight_and_a_sentence_in_each_language():
    assert set(WEIGHTS) == set(SAYS)
    for words in SAYS.values():
        for text in (words.en, words.fr, words.zh):
            text.format(path="p", detail="d")
            assert ("{path}" in text, "{detail}" in text) == ("{path}" in words.en, "{detail}" in words.en)
