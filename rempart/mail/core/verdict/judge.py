"""`judge`: one mail in, one verdict out. The only place where a verdict on a mail is made."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from rempart.mail.core.message.forwarded import cut_out
from rempart.mail.core.message.letter import Letter, Part
from rempart.mail.core.message.parts import parse
from rempart.mail.core.model.tokens import as_written, tokens
from rempart.mail.core.model.weights import Model
from rempart.mail.core.verdict.sign import THERE, Sign
from rempart.mail.core.verdict.told import CLEAN, UNSURE, Evidence, OwnDomains, Reason, Verdict
from rempart.mail.core.verdict.view import View, clicked, view
from rempart.registry.discover import discover
from rempart.terms.words import Words

MAX_SEEN = 200  # letters of a mail's own words in a reason
MIN_WEIGHT = 0.15  # log-odds below which a reason is not worth a line
_WORDS = Words(
    "Its words are those of phishing: {seen}",
    "Ses mots sont ceux de l’hameçonnage\u202f: {seen}",
    "用词与钓鱼邮件相似：{seen}",
)
_CALM = Words(
    "Its words are those of ordinary letters", "Ses mots sont ceux de lettres ordinaires", "用词与普通邮件相似"
)
_CARRIED = {
    "qr": Words(
        "In a QR code it leads to: {seen}", "Dans un code QR, il mène à\u202f: {seen}", "二维码中的链接指向：{seen}"
    ),
    "pdf": Words("In a PDF it leads to: {seen}", "Dans un PDF, il mène à\u202f: {seen}", "PDF 中的链接指向：{seen}"),
}
_UNREAD = Words(
    "A picture or PDF could not be read to its end and may hold a link: {seen}",
    "Une image ou un PDF n’a pu être lu jusqu’au bout et contient peut-être un lien\u202f: {seen}",
    "有图片或 PDF 未能读完，其中可能有链接：{seen}",
)
Reader = Callable[[Sequence[Part]], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a model weighs of one letter: signs found, with what a person is shown, and words."""

    found: dict[str, str]
    words: Counter[str]


@cache
def signs() -> dict[str, Sign]:
    """All of them, by id."""
    return discover("rempart.mail.signs", Sign)


def look(shown: View) -> Seen:
    """Signs and words of a letter; a model is not asked."""
    found = {name: seen for name, sign in signs().items() if (seen := sign.find(shown))}
    return Seen(found, tokens(shown.words))


def total(seen: Seen, model: Model) -> float:
    """The sum of all weights."""
    weights = signs()
    return (
        model.bias
        + sum(model.signs.get(name, weights[name].weight) for name in seen.found)
        + model.text * model.of_words(seen.words)
    )


def letters(raw: bytes | Path) -> list[Letter]:
    """The mail, the mails attached to it, and one that is forwarded within its words. Raises OSError."""
    if isinstance(raw, Path):
        with raw.open("rb") as stream:
            top = parse(stream)
    else:
        top = parse(io.BytesIO(raw))
    return [top, *top.letters]


def judge(raw: bytes | Path, *, own: OwnDomains, model: Model, reader: Reader | None = None) -> Verdict:
    """`raw` is the message as it came (RFC 5322), or the file that holds it. Never raises on what a mail contains;
    OSError when the file cannot be read. Of a mail and those within it the worst one counts: neither an innocent letter
    around a bad one nor an innocent one within clears it. `reader` looks into pictures and PDF and writes onto the parts
    what they carry; without one they are not looked into."""
    verdicts = []
    found = letters(raw)
    if reader is not None:
        reader([part for letter in found for part in letter.parts])
    is_unread = any(part.unread for letter in found for part in letter.parts)
    for number, letter in enumerate(found):
        for cut in _with_forwarded(letter, own):
            verdicts.append(_one(cut, model, is_within=number > 0 or cut.letter.is_inline))
    worst = max(verdicts, key=lambda one: one.probability)
    told = [*worst.reasons, *_carried([part for letter in found for part in letter.parts])]
    verdict = UNSURE if is_unread and worst.verdict == CLEAN else worst.verdict
    return replace(worst, verdict=verdict, reasons=tuple(told))


def _carried(parts: Sequence[Part]) -> Iterator[Reason]:
    """What pictures and PDF lead to, and which could not be read. It weighs nothing itself: the signs of links do."""
    for where, says in _CARRIED.items():
        led = dict.fromkeys(url for part in parts for url, place in part.carries if place == where)
        if led:
            seen = _short(", ".join(led))
            yield Reason(f"carried_{where}", _filled(says, seen), 0.0, seen)
    if names := [part.name or part.kind for part in parts if part.unread]:
        seen = _short(", ".join(names))
        yield Reason("unread_part", _filled(_UNREAD, seen), 0.0, seen)


def _with_forwarded(letter: Letter, own: OwnDomains) -> Iterator[View]:
    shown = view(letter, own)
    yield shown
    inner = cut_out(shown.shown, letter)
    if inner is not None and "@" in inner.first("from"):
        yield view(inner, own)


def _one(shown: View, model: Model, *, is_within: bool) -> Verdict:
    seen = look(shown)
    probability = model.probability(total(seen, model))
    return Verdict(
        model.verdict(probability),
        round(probability, 4),
        tuple(_reasons(seen, model, shown.words)),
        _evidence(shown, is_within),
    )


def _reasons(seen: Seen, model: Model, written: str) -> list[Reason]:
    found = []
    for name, shown in seen.found.items():
        sign = signs()[name]
        weight = model.signs.get(name, sign.weight)
        words = "" if shown == THERE else _short(shown)
        found.append(Reason(name, _filled(sign.says, words), round(weight, 2), words))
    by_words = model.text * model.of_words(seen.words)
    heavy = ", ".join(as_written(one, written) for one in model.heaviest(seen.words)) if by_words > 0 else ""
    found.append(Reason("words", _filled(_WORDS if by_words > 0 else _CALM, heavy), round(by_words, 2), heavy))
    kept = [one for one in found if abs(one.weight) >= MIN_WEIGHT]
    return sorted(kept, key=lambda one: -one.weight)


def _short(words: str) -> str:
    shown = "".join(one if one.isprintable() else " " for one in words)
    return " ".join(shown.split())[:MAX_SEEN]


def _filled(says: Words, seen: str) -> Words:
    return Words(*(one.replace("{seen}", seen) for one in (says.en, says.fr, says.zh)))


def _evidence(shown: View, is_within: bool) -> Evidence:
    led = clicked(shown)
    return Evidence(
        subject=_short(shown.subject), sender=shown.sender.address, sender_name=_short(shown.sender.name),
        reply_to=shown.reply_to.address, message_id=_short(shown.letter.first("message-id")),
        urls=tuple(dict.fromkeys(one.url for one in led))[:200], domains=tuple(dict.fromkeys(one.domain for one in led))[:200],
        attachments=tuple((_short(part.name), part.sha256) for part in shown.attachments)[:100],
        authentication=tuple(sorted(shown.authentication.items())), faults=tuple(sorted(shown.letter.faults)),
        carried=tuple(dict.fromkeys((one.where, one.url) for one in led if one.where in _CARRIED))[:200],
        unread=tuple((_short(part.name or part.kind), part.unread) for part in shown.letter.parts if part.unread)[:100],
        is_unwrapped=is_within,
    )  # fmt: skip
