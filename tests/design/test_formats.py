"""Dates, money, shares and spaces in three languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.design import formats
from rempart.terms.money import Money

AT = "2026-11-21T14:05:00.000Z"
LANGUAGES = ("en", "fr", "zh")


def plain(text: str) -> str:
    """Every kind of space as an ordinary one."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "21 Nov 2026"), ("fr", "21 nov. 2026"), ("zh", "2026 年 11 月 21 日")]
)
def test_day(language: str, expected: str) -> None:
    assert plain(formats.day(AT, language)) == expected
    assert plain(formats.day(date(2026, 11, 21), language)) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "Nov 2026"), ("fr", "nov. 2026"), ("zh", "2026 年 11 月")])
def test_month(language: str, expected: str) -> None:
    assert plain(formats.month(AT, language)) == expected


def test_moment_is_utc() -> None:
    assert plain(formats.moment("2026-11-21T15:05:00+01:00", "en")) == "21 Nov 2026, 14:05"


@pytest.mark.parametrize(("language", "expected"), [("en", "€1,200"), ("fr", "1 200 €"), ("zh", "€1,200")])
def test_money(language: str, expected: str) -> None:
    assert plain(formats.money(Money(120_000, "EUR"), language)) == expected
    assert plain(formats.money({"amount_minor": 120_000, "currency": "EUR"}, language)) == expected


def test_money_keeps_cents_when_asked() -> None:
    assert formats.money(Money(1_250, "EUR"), "en", is_rounded=False) == "€12.50"
    assert formats.money(Money(1_250, "JPY"), "en") == "JP¥1,250"


@pytest.mark.parametrize(("language", "expected"), [("en", "81%"), ("fr", "81 %"), ("zh", "81%")])
def test_share(language: str, expected: str) -> None:
    assert plain(formats.share(0.81, language)) == expected


def test_small_share_never_reads_as_nothing() -> None:
    assert formats.share(0.004, "en") == "0.4%"
    assert formats.share(0, "en") == "0%"


@pytest.mark.parametrize(
    ("seconds", "expected"), [(8, "8 s"), (90, "1 min"), (3 * 3600, "3 h"), (30 * 3600, "30 h"), (6 * 86_400, "6 d")]
)
def test_duration(seconds: int, expected: str) -> None:
    assert plain(formats.duration(seconds, "en")) == expected


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (120, ["0.12 s", "0,12 s", "0.12 秒"]),
        (119 * 60_000, ["1 h 59 min", "1 h 59 min", "1 小时 59 分钟"]),
        (2 * 86_400_000, ["2 d", "2 j", "2 天"]),
    ],
)
def test_how_long_it_took_is_said_in_two_units(ms: int, said: list[str]) -> None:
    assert [plain(formats.took(ms, language)) for language in LANGUAGES] == said


def test_ago_in_each_language() -> None:
    said = [plain(formats.ago(AT, "2026-11-21T17:05:00Z", language)) for language in LANGUAGES]
    assert said == ["3 h ago", "il y a 3 h", "3 小时前"]


def test_french_spaces() -> None:
    assert formats.spaced("Vu : oui ; non ?", "fr") == "Vu\u202f: oui\u202f; non\u202f?"
    assert formats.spaced("« Oui »", "fr") == "«\u202fOui\u202f»"
    assert formats.spaced("https://a.example", "fr") == "https://a.example"


def test_chinese_spaces() -> None:
    assert formats.spaced("用WordPress的3个网站", "zh") == "用 WordPress 的 3 个网站"


@given(st.text(), st.sampled_from(LANGUAGES))
def test_spacing_is_done_once(text: str, language: str) -> None:
    once = formats.spaced(text, language)
    assert formats.spaced(once, language) == once


@pytest.mark.parametrize(
    ("code", "expected"), [("fr-CA", "fr"), ("zh-hans", "zh"), ("zh_Hans", "zh"), ("de", "en"), (None, "en")]
)
def test_short_language(code: str | None, expected: str) -> None:
    assert formats.short_language(code) == expected


def test_marks_between_words_follow_the_language() -> None:
    assert [formats.colon(language) for language in ("en", "fr", "zh")] == [": ", "\u202f: ", "："]
    assert [formats.comma(language) for language in ("en", "fr", "zh")] == [", ", ", ", "，"]
    assert [formats.listed(["a", 1], language) for language in ("en", "zh")] == ["a, 1", "a、1"]
