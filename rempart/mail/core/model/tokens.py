"""The words of a letter as the model weighs them: words, pairs of words, and letters for scripts without blanks."""

import itertools
import re
from collections import Counter

MAX_WORDS = 1_500  # of a letter that are weighed: what it wants stands at its beginning
_WORD = re.compile(r"[^\W\d_][^\W\d_'’]{1,24}|\d+|[$€£¥%!]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S{1,200}@\S{1,200}")  # bounded: else a long run takes its square


def tokens(words: str) -> Counter[str]:
    """How often each is there. Digits are all alike, addresses too: who was written to is nobody's word."""
    plain = _ADDRESS.sub(" _a ", words[:60_000])
    found: Counter[str] = Counter()
    for run in _WIDE.findall(plain)[:MAX_WORDS]:
        found.update(run[at : at + 2] for at in range(min(len(run), 200) - 1))
    said = ["0" if one[0].isdigit() else one for one in _WORD.findall(_WIDE.sub(" ", plain))[:MAX_WORDS]]
    found.update(said)
    found.update(f"{one} {other}" for one, other in itertools.pairwise(said))
    found.update(f"#{word[:4]}" for word in said if len(word) > 5)
    return found


def as_written(token: str, words: str) -> str:
    """The token as it stood in `words`, with its digits; the token itself where it is not found so."""
    if "0" not in token:
        return token
    pieces = [r"\d{1,12}" if piece == "0" else re.escape(piece) for piece in token.split(" ")]
    found = re.search(r"(?<!\w)" + r"[\W_]{1,8}".join(pieces) + r"(?!\w)", words[:60_000])
    return " ".join(found.group().split()) if found else token
