"""A rule of the house: a text or a file with a question, in one to three languages, which everybody reads and confirms."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

MAX_TITLE, MAX_TEXT, MAX_ASK = 120, 40_000, 300  # characters: a text of 40,000 is twenty pages
MAX_FILE = 5 * 1024 * 1024  # bytes of a PDF; a scan of thirty pages has some three
PDF = b"%PDF-"
CONFIRMED_DAYS = 365  # a rule is read again each year
LEAST = 8  # people in a group that a figure names; fixed for good with each version


class HouseKind(StrEnum):
    """What it is about: IR-01, IR-02, AWR-27, the laws that bind us in our own words (COMP-06), anything else."""

    REPORTING = "reporting"
    DISCLOSURE = "disclosure"
    SECRECY = "secrecy"
    LAW = "law"
    OWN = "own"


class BadVersion(ValueError):
    """It cannot be asked of anybody; says in one word why: empty, no_text, too_large, no_pdf, question."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language. `wrongs` are answers that are tempting and wrong."""

    title: str
    text: str
    ask: str
    right: str
    wrongs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A version before it is put up."""

    dated_on: date
    wordings: Mapping[str, Wording]
    file: bytes = b""


def check(draft: Draft) -> None:
    """Raises BadVersion. Nobody looks into the file: it is handed out as bytes and opened by nothing of ours."""
    if not draft.wordings:
        raise BadVersion("empty")
    if len(draft.file) > MAX_FILE:
        raise BadVersion("too_large")
    if draft.file and not draft.file.startswith(PDF):
        raise BadVersion("no_pdf")
    for one in draft.wordings.values():
        if not one.title or not (one.text or draft.file):
            raise BadVersion("no_text")
        answers = [one.right, *one.wrongs]
        if not one.ask or not one.right or not one.wrongs or len(set(answers)) < len(answers):
            raise BadVersion("question")
        if len(one.title) > MAX_TITLE or len(one.text) > MAX_TEXT or max(map(len, [one.ask, *answers])) > MAX_ASK:
            raise BadVersion("too_large")


def digest(draft: Draft) -> str:
    """Of everything that is read: the record says which text was confirmed."""
    said = {language: asdict(one) for language, one in draft.wordings.items()}
    text = json.dumps([draft.dated_on.isoformat(), said], ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(text).digest() + hashlib.sha256(draft.file).digest()).hexdigest()


def offered(right: str, wrongs: list[str], salt: str) -> list[str]:
    """In an order of each person's own, so that “the second one” is no help to the next."""
    return sorted([right, *wrongs], key=lambda one: hashlib.sha256(f"{salt}\0{one}".encode()).digest())
