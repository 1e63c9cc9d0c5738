"""Mails judged and learned from, for the command line. No Django, no network: a mail that is judged asks nobody."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.place import NoPlace, state_folder
from rempart.cli.command import DONE, FINDING, UNUSABLE, UsageFault
from rempart.cli.plain import plain
from rempart.mail.core.message.outlook import MAGIC, MAX_FILE, NoMail, as_mail, is_outlook
from rempart.mail.core.model.weights import OWN_MODEL, BadModel, Model, of_file, shipped
from rempart.mail.core.verdict import OwnDomains, Verdict
from rempart.mail.core.verdict import judge as judged
from rempart.mail.net.carrying import carried

MAX_FILES = 200_000  # of one folder
MAX_STDIN = 64 * 1024 * 1024  # bytes of a mail on standard input, which is held


def judge(chosen: Namespace, gates: tuple[str, ...]) -> int:
    """A line a file; every file is answered."""
    fails = {word for word in chosen.fail_on.split(",") if word}
    if not fails <= set(gates):
        raise UsageFault(f"--fail-on knows {', '.join(gates)}.", "Write them with a comma and no blank.")
    own, model = _own(chosen), _model(chosen.model)
    unread, failed = 0, False
    for file in chosen.file:
        try:
            verdict = judged(_source(file), own=own, model=model, reader=carried)
        except OSError as bad:
            unread += 1
            told = {"file": file, "error": f"it cannot be read ({bad.strerror or bad})"}
            print(json.dumps(told, ensure_ascii=False) if chosen.json else plain(f"{file}: {told['error']}"))
            continue
        failed |= verdict.verdict in fails
        document = _document(file, verdict, chosen.language, chosen.evidence)
        print(json.dumps(document, ensure_ascii=False) if chosen.json else _text(document), flush=True)
    if unread:
        print(f"rempart: {unread} of {len(chosen.file)} could not be read; name plain files.", file=sys.stderr)
    return UNUSABLE if unread else FINDING if failed else DONE


def _source(file: str) -> bytes | Path:
    """Raises OSError, also for what is no plain file: a pipe or a device may never end."""
    if file == "-":
        raw = sys.stdin.buffer.read(MAX_STDIN + 1)
        if len(raw) > MAX_STDIN:
            raise OSError(27, "it is too large for standard input; name a file")
        return _opened(raw) if is_outlook(raw) else raw
    if Path(file).is_dir() or (Path(file).exists() and not Path(file).is_file()):
        raise OSError(22, "it is no plain file")
    return _plain_file(Path(file))


def _plain_file(file: Path) -> bytes | Path:
    """Outlook's own files are opened here; all others are read a line at a time by who judges. Raises OSError."""
    with file.open("rb") as stream:
        if not is_outlook(stream.read(len(MAGIC))):
            return file
        stream.seek(0)
        return _opened(stream.read(MAX_FILE + 1))


def _opened(raw: bytes) -> bytes:
    try:
        return as_mail(raw)
    except NoMail as bad:
        raise OSError(22, f"a file of Outlook's kind: {bad}") from bad


def _own(chosen: Namespace) -> OwnDomains:
    return OwnDomains(
        frozenset(one.strip().lower().lstrip("@") for one in chosen.own),
        frozenset(one.strip().lower() for one in chosen.mx),
    )


def _model(named: str) -> Model:
    """That of `--model`, else the operator's own in the data folder, else the shipped one."""
    if named == "shipped":
        return shipped()
    try:
        file = Path(named) if named else state_folder() / OWN_MODEL
        return of_file(file) if named or file.exists() else shipped()
    except NoPlace:
        return shipped()
    except (OSError, BadModel) as bad:
        raise UsageFault(f"{file} is no model ({bad}).", "Train one with: rempart mail train") from bad


def _document(file: str, verdict: Verdict, language: str, with_evidence: bool) -> dict[str, Any]:
    """The words of docs/contracts.md; what `--evidence` asks for comes after them."""
    reasons = [f"{one.code}: {one.says.said_in(language)}" for one in verdict.reasons]
    document: dict[str, Any] = {
        "file": file, "verdict": verdict.verdict, "probability": verdict.probability, "reasons": reasons
    }  # fmt: skip
    if with_evidence:
        weights = [{"code": one.code, "weight": one.weight} for one in verdict.reasons]
        document |= {"weights": weights, "evidence": asdict(verdict.evidence)}
    return document


def _text(document: dict[str, Any]) -> str:
    lines = [f"{document['file']}: {document['verdict']} ({document['probability']:.0%})"]
    lines += [f"  {reason}" for reason in document["reasons"]]
    return "\n".join(plain(line) for line in lines)


def train(chosen: Namespace) -> int:
    """The operator's model is written whole or not at all."""
    from rempart.mail.core.model.operator import TooFew
    from rempart.mail.core.model.operator import train as learn

    folders = [(Path(chosen.good), False), (Path(chosen.bad), True)]
    found = [one for folder, is_bad in folders for one in _letters(folder, is_bad, chosen)]
    try:
        numbers, tried = learn([one for one, _ in found], [group for _, group in found], shipped())
    except TooFew as few:
        raise UsageFault(f"There are {few}.", "Put more mails into the folders, a file each.") from few
    out = Path(chosen.out) if chosen.out else state_folder() / OWN_MODEL
    _write(out, msgspec.json.encode(numbers))
    told = {"model": str(out), **asdict(tried)}
    print(json.dumps(told) if chosen.json else _curve(told))
    return DONE


def _letters(folder: Path, is_bad: bool, chosen: Namespace) -> Iterator[tuple[Any, str]]:
    """Each file as a letter, with the campaign it belongs to: subjects alike but for digits and marks."""
    from rempart.mail.core.model.operator import campaign
    from rempart.mail.core.model.training import Judged
    from rempart.mail.core.verdict.judge import letters, look
    from rempart.mail.core.verdict.view import view

    if not folder.is_dir():
        raise UsageFault(f"{folder} is no folder.", "Name a folder with a mail in each file.")
    files = sorted(one for one in folder.iterdir() if one.is_file() and not one.is_symlink())[:MAX_FILES]
    is_shown = chosen.progress or sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if is_shown and (number % 100 == 0 or number == len(files)):
            ends = "\n" if number == len(files) or not sys.stderr.isatty() else "\r"
            print(f"{folder.name}: {number} of {len(files)}", end=ends, file=sys.stderr, flush=True)
        try:
            shown = view(letters(_plain_file(file))[0], _own(chosen))
        except OSError as bad:
            print(plain(f"{file.name}: left out, it cannot be read ({bad.strerror or bad})"), file=sys.stderr)
            continue
        seen = look(shown)
        yield Judged(seen.words, frozenset(seen.found), is_bad), campaign(shown.subject) or file.name


def _write(out: Path, raw: bytes) -> None:
    part = out.with_name(f"{out.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    except OSError as bad:
        raise UsageFault(f"{out} cannot be written ({bad.strerror}).", "Name another file with --out.") from bad


def _curve(told: dict[str, Any]) -> str:
    """What was said against what was: a straight way from 0 to 100 % is a probability one can believe."""
    lines = [
        f"Trained on {told['bad']} bad and {told['good']} good mails; tried on mails it had not seen:",
        f"  phishing or suspicious: {told['caught']:.1%} of the bad, {told['wrong']:.2%} of the good",
        f"  phishing:               {told['caught_surely']:.1%} of the bad, {told['wrong_surely']:.2%} of the good",
        f"  Brier score {told['brier']:.4f} (0 is perfect, 0.25 is a coin)",
        "  said         mails   said on average   were bad",
    ]
    lines += [
        f"  {one['low']:4.0%} to {one['high']:4.0%} {one['letters']:6} {one['said']:14.1%} {one['were']:14.1%}"
        for one in told["bins"]
    ]
    return "\n".join([*lines, f"The model stands in {plain(told['model'])}."])
