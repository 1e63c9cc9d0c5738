"""How long a text takes, how its sentences run, and how much two texts share; in each of the three languages."""

import re
from collections.abc import Iterable

WORDS_A_MINUTE = {"en": 180, "fr": 180}  # careful reading on a screen; silent reading for pleasure is faster
CHARACTERS_A_MINUTE = 320  # Chinese
SHINGLE = 5
_HAN = r"\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_]+(?:[’'-][^\W_]+)*")
_MARK = re.compile(r"\[[a-z][a-z0-9_]*\]")
_ENDS = {
    "en": re.compile(r"[.!?:;](?:\s|$)|\n"),
    "fr": re.compile(r"[.!?:;…](?:\s|$)|\n"),
    "zh": re.compile(r"[。！？；：]|\n"),
}

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀÂÇÉÈÊÎÔÛ«“0-9])|(?<=[。！？])")


def tokens(text: str) -> list[str]:
    """Words, and each Han character by itself; source marks left out."""
    return _TOKEN.findall(_MARK.sub("", text).lower())


def seconds(text: str, language: str) -> float:
    """To read it once."""
    pace = CHARACTERS_A_MINUTE if language == "zh" else WORDS_A_MINUTE[language]
    return len(tokens(text)) / pace * 60


def sentence_length(text: str, language: str) -> float:
    """Words, or characters in Chinese, of a sentence on average."""
    found = [len(tokens(one)) for one in _ENDS[language].split(text)]
    whole = [one for one in found if one]
    return sum(whole) / len(whole) if whole else 0.0


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five tokens."""
    found = tokens(text)
    return frozenset(tuple(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1))


def shared(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Share of the smaller one's runs that stand in the other too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def marks(texts: Iterable[str]) -> set[str]:
    """Ids of the sources that are cited."""
    return {found[1:-1] for text in texts for found in _MARK.findall(text)}


def sources_named(text: str) -> list[str]:
    """The same of one text, in their order."""
    return [found[1:-1] for found in _MARK.findall(text)]


def unmarked(text: str) -> str:
    """Without its marks and the spaces before them."""
    return re.sub(rf"\s*{_MARK.pattern}", "", text).strip()


def sentences(text: str) -> list[str]:
    """One after the other, their marks inside; of any of the three languages."""
    return [found for one in _SENTENCE.split(text.replace("\n", " ")) if (found := one.strip())]
