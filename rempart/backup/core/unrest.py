"""Does this snapshot look like a site that is being encrypted or emptied? Then nothing old is thrown away."""

import math
from dataclasses import dataclass

MIN_FILES = 50  # below that a share says nothing
GONE_SHARE = 0.30  # of the files that were there
CHANGED_SHARE = 0.50
SCRAMBLED_SHARE = 0.20  # of the changed files that are readable text elsewhere
SCRAMBLED_MIN = 10
ROWS_GONE_SHARE = 0.50
SCRAMBLED_BITS = 7.2  # a byte of text has 4 to 6 bits, compressed or encrypted data nearly 8
TEXT = (".php", ".html", ".htm", ".css", ".js", ".txt", ".sql", ".xml", ".json", ".svg", ".csv", ".md", ".po", ".log")
HEAD = 16 * 1024  # bytes looked at of each file
LOOKED_AT = 300  # changed files at most


@dataclass(frozen=True, slots=True)
class Change:
    """One snapshot against the one before it."""

    files_before: int
    files_now: int
    files_changed: int
    files_new: int
    rows_before: int
    rows_now: int
    looked_at: int = 0
    scrambled: int = 0


def bits(head: bytes) -> float:
    """Shannon's entropy of a byte; 0 for too little to tell."""
    if len(head) < 512:
        return 0.0
    counts = [head.count(value) for value in set(head)]
    return -sum(count / len(head) * math.log2(count / len(head)) for count in counts)


def is_scrambled(name: str, head: bytes) -> bool:
    """A file that should be text and is noise."""
    return name.lower().endswith(TEXT) and bits(head) > SCRAMBLED_BITS


def reasons(change: Change) -> tuple[str, ...]:
    """Words for what is unusual: gone, changed, scrambled, rows_gone. Empty for an ordinary day."""
    found = []
    kept = change.files_now - change.files_new
    if change.files_before >= MIN_FILES:
        if change.files_before - kept > GONE_SHARE * change.files_before:
            found.append("gone")
        if change.files_changed > CHANGED_SHARE * change.files_before:
            found.append("changed")
    if change.scrambled >= SCRAMBLED_MIN and change.scrambled > SCRAMBLED_SHARE * max(1, change.looked_at):
        found.append("scrambled")
    if change.rows_before >= MIN_FILES and change.rows_now < (1 - ROWS_GONE_SHARE) * change.rows_before:
        found.append("rows_gone")
    return tuple(found)
