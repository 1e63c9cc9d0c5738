"""Which reports are of the same mail, so that one decision answers all. Nothing but digests is compared and kept.

Whoever sends a bad mail may try to hide it among harmless ones: a mail with a link or an attachment that the others do
not have is never one of them (docs/threat-model.md).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rempart.mail.core.reported.look import Seen

KEPT = 64  # the smallest digests of a text stand for it (bottom-k): error about 1/8, which is enough to tell apart
ALIKE = 0.5  # share of them in common
WORDS = 3  # in a row; of a script without blanks, letters
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ANSWERED = re.compile(r"^(?:(?:re|fw|fwd|tr|wg|aw|sv|答复|转发|回复)\s*[:：]\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marks:
    """Digests: of where links lead, of attachments, of the subject without numbers, of the sender, of the text."""

    hosts: frozenset[str]
    files: frozenset[str]
    subject: str
    sender: str
    text: frozenset[str]

    def stored(self) -> dict[str, Any]:
        """For a row."""
        return {
            "hosts": sorted(self.hosts), "files": sorted(self.files), "subject": self.subject, "sender": self.sender,
            "text": sorted(self.text),
        }  # fmt: skip


def marks_from(stored: dict[str, Any]) -> Marks:
    """From a row."""
    sets = {name: frozenset(stored.get(name, ())) for name in ("hosts", "files", "text")}
    return Marks(subject=stored.get("subject", ""), sender=stored.get("sender", ""), **sets)


def marks_of(seen: Seen, salt: str) -> Marks:
    """`salt` keeps digests of two organisations apart."""
    return Marks(
        hosts=_digests(seen.hosts, salt),
        files=_digests((one.sha256 for one in seen.files), salt),
        subject=_digest(subject_of(seen.subject), salt),
        sender=_digest(seen.domain, salt),
        text=frozenset(sorted(_digests(_shingles(seen.text), salt))[:KEPT]),
    )


def is_like(new: Marks, known: Marks) -> bool:
    """May the new one be decided together with the known ones?"""
    if not (new.hosts <= known.hosts and new.files <= known.files):
        return False
    if new.text and known.text:
        return _shared(new.text, known.text) >= ALIKE
    return not new.text and not known.text and new.subject == known.subject and new.sender == known.sender


def subject_of(subject: str) -> str:
    """Without “Re:”, numbers and case."""
    return _DIGITS.sub("#", _ANSWERED.sub("", subject.strip()).casefold())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    smallest = set(sorted(one | other)[:KEPT])
    return len(smallest & one & other) / len(smallest)


def _shingles(text: str) -> Iterable[str]:
    words = [
        letter
        for word in _WORD.findall(_DIGITS.sub(" ", text.casefold()))
        for letter in (word if _HAN.search(word) else (word,))
    ]
    if len(words) < WORDS:
        return [" ".join(words)] if words else []
    return (" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def _digests(values: Iterable[str], salt: str) -> frozenset[str]:
    return frozenset(_digest(one, salt) for one in values)


def _digest(value: str, salt: str) -> str:
    return hashlib.blake2b(value.encode("utf-8", "replace"), digest_size=8, key=salt.encode()[:64]).hexdigest()
