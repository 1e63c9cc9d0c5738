"""A drill mail in its languages: plain text with a few named slots, never a template engine on what people wrote.

A paragraph that is `{link}` alone becomes the button of the HTML part. What stands for a slot is never read again:
a name that holds `{link}` stays those six characters.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rempart.mail.core.drill.phish_scale import CUES, MARKS, QUESTIONS

LANGUAGES = ("en", "fr", "zh")
SLOTS = ("first_name", "name", "organisation", "sender_name", "date", "link", "qr")
ATTACHMENTS = ("", "archive", "document")
MOST_STAGES = 3
MAX_SUBJECT = 150
MAX_TEXT = 5_000
MAX_WORDS = 300  # of a title, a mark, a button
MAX_CUES = 40
MAX_DAYS = 30  # between two stages
_SLOT = re.compile(r"\{([^{}\s]{1,40})\}")
_ANY_SLOT = re.compile("|".join(re.escape(f"{{{name}}}") for name in SLOTS))


class BadTemplate(ValueError):
    """What is wrong, all of it: (code, where) pairs."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{where}: {code}" for code, where in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Mail:
    """One stage in one language."""

    subject: str
    text: str
    button: str


@dataclass(frozen=True, slots=True)
class Words:
    """One language. `marks` say, by cue, where in this very mail it can be seen: for the teaching page."""

    title: str
    what: str
    sender: str
    mails: tuple[Mail, ...]
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """`alignment` is a first suggestion: the organiser answers for their own house."""

    cues: tuple[str, ...]
    words: Mapping[str, Words]
    attachment: str = ""
    after_days: int = 0
    alignment: tuple[int, ...] = (4, 4, 4, 4, 2)
    order: int = 0

    @property
    def stages(self) -> int:
        """How many mails a person gets."""
        return max(len(one.mails) for one in self.words.values())

    def language(self, wished: str) -> str:
        """The one that is written: the wished (a tag such as `zh-hans` will do), else English, else the first."""
        short = wished[:2]
        return short if short in self.words else "en" if "en" in self.words else next(iter(self.words))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Each slot once, from left to right; a slot without a value is empty."""
    return _ANY_SLOT.sub(lambda found: values.get(found[0][1:-1], ""), text)


def read(data: Mapping[str, Any]) -> Template:
    """From TOML or JSON. Raises BadTemplate with everything that is wrong."""
    wrong: list[tuple[str, str]] = []
    words = {name: _words(data[name], name, wrong) for name in LANGUAGES if isinstance(data.get(name), dict)}
    if not words:
        wrong.append(("no_language", ""))
    cues = _strings(data.get("cues", []))
    if len(cues) > MAX_CUES or any(one not in CUES for one in cues):
        wrong.append(("unknown_cue", "cues"))
    marks = data.get("alignment", [4, 4, 4, 4, 2])
    if not isinstance(marks, list) or len(marks) != QUESTIONS or any(one not in MARKS for one in marks):
        wrong.append(("bad_marks", "alignment"))
        marks = [0] * QUESTIONS
    attachment, days, order = data.get("attachment", ""), data.get("after_days", 0), data.get("order", 0)
    if attachment not in ATTACHMENTS:
        wrong.append(("unknown_attachment", "attachment"))
    if not isinstance(days, int) or not 0 <= days <= MAX_DAYS:
        wrong.append(("bad_days", "after_days"))
    if len({len(one.mails) for one in words.values()}) > 1:
        wrong.append(("unlike_stages", ""))
    if wrong:
        raise BadTemplate(wrong)
    return Template(tuple(cues), words, attachment, days, tuple(marks), order if isinstance(order, int) else 0)


def written(template: Template) -> dict[str, Any]:
    """As `read` takes it: what a campaign keeps of it."""
    said: dict[str, Any] = {
        "cues": list(template.cues), "attachment": template.attachment, "after_days": template.after_days,
        "alignment": list(template.alignment), "order": template.order,
    }  # fmt: skip
    for name, one in template.words.items():
        mails = [{"subject": mail.subject, "text": mail.text, "button": mail.button} for mail in one.mails]
        said[name] = {
            "title": one.title,
            "what": one.what,
            "sender": one.sender,
            "mails": mails,
            "marks": dict(one.marks),
        }
    return said


def _strings(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list) else []


def _words(given: Mapping[str, Any], name: str, wrong: list[tuple[str, str]]) -> Words:
    mails = given.get("mails")
    mails = mails if isinstance(mails, list) else []
    if not 1 <= len(mails) <= MOST_STAGES or not all(isinstance(one, dict) for one in mails):
        wrong.append(("bad_stages", name))
    read_mails = tuple(
        _mail(one, f"{name}.{number}", wrong) for number, one in enumerate(mails, 1) if isinstance(one, dict)
    )
    marks = given.get("marks")
    told = {str(cue): str(text)[:MAX_WORDS] for cue, text in marks.items()} if isinstance(marks, dict) else {}
    if any(cue not in CUES for cue in told):
        wrong.append(("unknown_cue", f"{name}.marks"))
    title, what, sender = (_line(given.get(key, ""), f"{name}.{key}", wrong) for key in ("title", "what", "sender"))
    return Words(title, what, sender, read_mails, told)


def _line(given: Any, where: str, wrong: list[tuple[str, str]], most: int = MAX_WORDS) -> str:
    """One line: what goes into a header must not begin another."""
    if not isinstance(given, str) or len(given) > most or any(ord(char) < 0x20 or ord(char) == 0x7F for char in given):
        wrong.append(("bad_line", where))
        return ""
    return given


def _mail(given: Mapping[str, Any], where: str, wrong: list[tuple[str, str]]) -> Mail:
    subject = _line(given.get("subject", ""), f"{where}.subject", wrong, MAX_SUBJECT)
    button = _line(given.get("button", ""), f"{where}.button", wrong)
    text = given.get("text", "")
    if not isinstance(text, str) or not text.strip() or len(text) > MAX_TEXT:
        wrong.append(("bad_text", f"{where}.text"))
        text = ""
    if not subject.strip():
        wrong.append(("no_subject", f"{where}.subject"))
    if unknown := unknown_slots([subject, text, button]):
        wrong.append((f"unknown_slot {unknown[0]}", f"{where}.text"))
    return Mail(subject, text.replace("\r\n", "\n").strip(), button)


def unknown_slots(texts: Sequence[str]) -> list[str]:
    """What looks like a slot and is none."""
    return [name for text in texts for name in _SLOT.findall(text) if name not in SLOTS]
