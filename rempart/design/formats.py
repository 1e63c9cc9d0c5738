"""Dates, money, shares, durations and spaces as English, French and Chinese readers expect them. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from rempart.terms.duration import DAY_S, HOUR_S, MINUTE_S
from rempart.terms.moment import from_rfc3339
from rempart.terms.money import Money

THIN = "\u202f"  # narrow no-break space: French before ; : ! ? and between thousands
FIXED = "\u00a0"
_LOCALES = {"en": "en_GB", "fr": "fr_FR", "zh": "zh_Hans_CN"}
_UNITS = {"en": ("d", "h", "min", "s"), "fr": ("j", "h", "min", "s"), "zh": ("天", "小时", "分钟", "秒")}
_AGO = {"en": "{} ago", "fr": "il y a {}", "zh": "{}前"}
_FROM_TO = {"en": "{} to {}", "fr": "{} à {}", "zh": "{} 至 {}"}
_HAN = "\u2e80-\u9fff\uf900-\ufaff"
_HAN_THEN_LATIN = re.compile(f"([{_HAN}])([A-Za-z0-9€$£])")
_LATIN_THEN_HAN = re.compile(f"([A-Za-z0-9%€$£])([{_HAN}])")
_FRENCH_MARK = re.compile(r"[ \u00a0]*(?<=[^\s\u202f:/])[ \u00a0]+([;:!?»])|(«)[ \u00a0]+")

Moment = str | int | date | datetime


def short_language(code: str | None) -> str:
    """en, fr or zh, from Django's `zh-hans` or a browser's `fr-CA`; English for anything else."""
    word = (code or "en").lower().replace("_", "-").split("-")[0]
    return word if word in _LOCALES else "en"


def spaced(text: str, language: str) -> str:
    """Narrow spaces before French marks; a space between Han and Latin letters or digits."""
    if language == "fr":
        return _FRENCH_MARK.sub(lambda m: f"{THIN}{m.group(1)}" if m.group(1) else f"«{THIN}", text)
    if language == "zh":
        return _LATIN_THEN_HAN.sub(r"\1 \2", _HAN_THEN_LATIN.sub(r"\1 \2", text))
    return text


def colon(language: str) -> str:
    """Between a thing and what is said of it, with the space that the language wants."""
    return {"fr": f"{THIN}: ", "zh": "："}.get(language, ": ")


def comma(language: str) -> str:
    """Between two parts of a sentence."""
    return "，" if language == "zh" else ", "


def listed(words: Iterable[object], language: str) -> str:
    """Things one after the other; Chinese has a mark of its own between them."""
    return ("、" if language == "zh" else ", ").join(str(word) for word in words)


def as_datetime(value: Moment) -> datetime:
    """RFC 3339 text, milliseconds since 1970, or a date. Raises ValueError for text that is no moment."""
    if isinstance(value, str):
        value = from_rfc3339(value)
    if isinstance(value, int):
        return datetime.fromtimestamp(value / 1000, UTC)
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def day(value: Moment, language: str) -> str:
    """21 Nov 2026 · 21 nov. 2026 · 2026 年 11 月 21 日."""
    text = format_date(as_datetime(value).date(), "medium", locale=_LOCALES[language])
    return spaced(text, language).replace(" ", FIXED)


def month(value: Moment, language: str) -> str:
    """Nov 2026 · nov. 2026 · 2026 年 11 月."""
    text = format_skeleton("yMMM", as_datetime(value), locale=_LOCALES[language])
    return spaced(text, language).replace(" ", FIXED)


def moment(value: Moment, language: str) -> str:
    """The day and the minute, in UTC, which the page says once."""
    when = as_datetime(value)
    clock = format_time(when.time(), "HH:mm", locale=_LOCALES[language])
    return f"{day(when, language)}{' ' if language == 'zh' else ', '}{clock}"


def duration(seconds: float, language: str) -> str:
    """The largest whole unit that fits: 6 d, 3 h, 20 min, 8 s."""
    names, size = _UNITS[language], abs(seconds)
    for name, unit in zip(names, (DAY_S, HOUR_S, MINUTE_S, 1), strict=True):
        if size >= unit * (2 if unit == DAY_S else 1) or unit == 1:
            return f"{number(int(size // unit), language)}{FIXED}{name}"
    return ""


def took(ms: int, language: str) -> str:
    """How long something lasted: hundredths of a second below a minute, then the two largest units."""
    if ms < MINUTE_S * 1000:
        return f"{format_decimal(ms / 1000, format='0.00', locale=_LOCALES[language])}{FIXED}{_UNITS[language][-1]}"
    whole, sizes = ms // 1000, (DAY_S, HOUR_S, MINUTE_S, 1)
    place = next(n for n, size in enumerate(sizes) if whole >= size)
    counts = (whole // sizes[place], whole % sizes[place] // sizes[place + 1])
    words = zip(counts, _UNITS[language][place : place + 2], strict=True)
    return FIXED.join(f"{number(count, language)}{FIXED}{word}" for count, word in words if count)


def ago(then: Moment, now: Moment, language: str) -> str:
    """3 h ago; a moment of the future counts as now."""
    seconds = max((as_datetime(now) - as_datetime(then)).total_seconds(), 0)
    return _AGO[language].format(duration(seconds, language))


def number(value: float, language: str) -> str:
    """1,234 · 1 234 · 1,234, at most two decimals."""
    return format_decimal(value, format="#,##0.##", locale=_LOCALES[language])


def share(value: float, language: str) -> str:
    """0.81 as 81%, 81 %, 81%; below one in a hundred with a decimal, so that it never reads as nothing."""
    pattern = {"fr": f"#,##0{{}}{THIN}%"}.get(language, "#,##0{}%")
    decimals = ".#" if 0 < abs(value) < 0.01 else ""
    return format_percent(value, format=pattern.format(decimals), locale=_LOCALES[language])


def money(value: Money | Mapping[str, Any], language: str, *, is_rounded: bool = True) -> str:
    """€1,200 · 1 200 € · €1,200; whole units unless told otherwise."""
    amount, currency = (
        (value.amount_minor, value.currency)
        if isinstance(value, Money)
        else (int(value["amount_minor"]), str(value["currency"]))
    )
    digits = get_currency_precision(currency)
    sum_ = Decimal(amount).scaleb(-digits)
    pattern = None
    if is_rounded:
        pattern = f"#,##0{FIXED}¤" if language == "fr" else "¤#,##0"
    return format_currency(sum_, currency, format=pattern, locale=_LOCALES[language], currency_digits=not is_rounded)


def money_range(low: Any, high: Any, language: str) -> str:
    """€1,200 to €4,700; one figure when both are the same."""
    first, second = money(low, language), money(high, language)
    return first if first == second else _FROM_TO[language].format(first, second)


def number_range(low: float, high: float, language: str) -> str:
    """5 to 8; one figure when both are the same."""
    first, second = number(low, language), number(high, language)
    return first if first == second else _FROM_TO[language].format(first, second)
