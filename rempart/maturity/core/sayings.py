"""Sentences for what is said of any control, of the need, of what is urgent and of the return; en, fr, zh."""

from collections.abc import Mapping

from rempart.maturity.core import plan_sayings, saying_table
from rempart.maturity.core.verdict import Verdict

TABLE: Mapping[str, tuple[str, str, str]] = {**saying_table.TABLE, **plan_sayings.TABLE}
LANGUAGES = ("en", "fr", "zh")


class _Filled(dict[str, int | str]):
    """A value that nobody gave stays a dash; a broken sentence helps no one."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(code: str, values: Mapping[str, int | str] | None = None, language: str = "en") -> str:
    """The sentence of a code, filled. Raises KeyError for a code that has none."""
    return TABLE[code][LANGUAGES.index(language)].format_map(_Filled(values or {}))


def source_in_words(source: str, language: str = "en") -> str:
    """Where a figure comes from: a code of ours in words, anything else as it was given."""
    return sentence(source, language=language) if source in TABLE else source


def explain(verdict: Verdict, says: Mapping[str, str], language: str = "en") -> str:
    """The reason of a verdict. `says` are the control's own sentences in that language."""
    own = says.get(verdict.say)
    if own is not None:
        return own.format_map(_Filled(verdict.values))
    for code in (verdict.say, _without_code(verdict.say), f"generic.state_{verdict.state}"):
        if code in TABLE:
            return sentence(code, verdict.values, language)
    return verdict.say


def _without_code(say: str) -> str:
    return "generic.not_seen_unexpected" if say.startswith("generic.not_seen_") else say
