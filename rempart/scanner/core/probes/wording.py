"""Words and choices of one run, all from its secret seed: the same seed gives the same probes, another gives others."""

import hashlib
import random

SYLLABLES = [
    "ba",
    "cor",
    "del",
    "fin",
    "gar",
    "hol",
    "jan",
    "kem",
    "lor",
    "mar",
    "nor",
    "pel",
    "ran",
    "sol",
    "tar",
    "vel",
]


class Wording:
    """Not for secrets: a generator for texts that must not repeat from run to run."""

    def __init__(self, seed: bytes, part: str) -> None:
        digest = hashlib.sha256(seed + b"\x00" + part.encode()).digest()
        self.chance = random.Random(int.from_bytes(digest, "big"))  # noqa: S311 - must repeat for a seed

    def word(self) -> str:
        """A pronounceable word of two to four syllables."""
        return "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4)))

    def words(self, count: int) -> str:
        """Some of them, as a sentence has them."""
        return " ".join(self.word() for _ in range(count))

    def number(self) -> int:
        """A whole number of two to four digits."""
        return self.chance.randint(10, 9_999)

    def cased(self, text: str) -> str:
        """In capitals or not, as people write queries by hand."""
        return text.upper() if self.chance.random() < 0.5 else text

    def filling(self, length: int, between: str, ending: str = "") -> str:
        """Plain words with `between` among them, exactly `length` characters: a twin must not be told by its size."""
        room = length - len(ending)
        text = self.word()
        while len(text) < room:
            gap = between if len(text) + len(between) + 2 <= room else ""
            text += gap + self.word()
        return text[:room] + ending
