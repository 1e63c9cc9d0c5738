"""What a letter talks of: the first words that say it, short enough to be shown."""

import re

READ = 1_800  # letters that are searched: whoever wants something says it first, and in a long letter any word comes up
_SHOWN = 90


def said(pattern: re.Pattern[str], words: str) -> str:
    """The words found, or nothing. They lie within one point of a row of links: “a | b | c” is no sentence."""
    found = next(filter(None, map(pattern.search, words.split(" | "))), None)
    return " ".join(found.group().split())[:_SHOWN] if found else ""
