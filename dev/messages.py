"""Translations without gettext programs: extract into catalogues, check them, compile them.

`dev/messages.py` brings the .po files up to date, `--check` fails when one is outdated, incomplete or
fuzzy, `--compile` writes the .mo files that Django reads. A catalogue stands in a `locale` folder and
serves every template and module beside and below that folder, unless a nearer one does.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev.catalogues import compile_all  # noqa: E402

LANGUAGES = ("fr", "zh_Hans")  # English is what the sources say
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SLOT = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}")
IMPORTS = re.compile(r"django\.utils\.translation import [^\n]*gettext|\{% *load [^%]*i18n")
# Head lines that name nobody, or the version of a tool.
NOISE = re.compile(
    rb'^"(Project-Id|Report-Msgid|Last-Tr|Language-Team|Generated-By|POT-Cr|PO-Rev)[^\n]*\n', re.MULTILINE
)
IN_F_STRING = re.compile(r"\{(?:_|n?p?gettext|pgettext)\(")  # Babel does not look inside f-strings
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a date in each catalogue would change with every run


def sources(package: Path) -> Iterator[Path]:
    """Modules and templates that may hold messages."""
    yield from sorted(path for path in package.rglob("*") if path.suffix in {".py", ".html"})


def uses_messages(path: Path) -> bool:
    """Does the file ask for a translation?"""
    return bool(IMPORTS.search(path.read_text("utf-8")))


def owner(path: Path, package: Path) -> Path | None:
    """The folder whose `locale` serves the file; None when no folder above it has one."""
    for folder in path.parents:
        if (folder / "locale").is_dir():
            return folder
        if folder == package:
            break
    return None


def by_owner(package: Path) -> tuple[dict[Path, list[Path]], list[Path]]:
    """Sources with messages by the folder that serves them, and those that no catalogue serves."""
    served: dict[Path, list[Path]] = {}
    homeless = []
    for path in sources(package):
        folder = owner(path, package)
        if folder is not None:
            served.setdefault(folder, []).append(path)
        elif uses_messages(path):
            homeless.append(path)
    return served, homeless


def wanted(folder: Path, files: list[Path], language: str) -> Catalog:
    """The messages of the sources, untranslated."""
    catalogue = Catalog(
        locale=language,
        header_comment="# Rempart: translations of this area. Kept by dev/messages.py.",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        charset="utf-8",
        fuzzy=False,
    )
    for path in files:
        text = path.read_text("utf-8")
        is_template = path.suffix == ".html"
        if is_template:
            text = templatize(text, origin=path.name)
        kind = "javascript" if is_template else "python"  # templatize leaves what only a lenient lexer reads
        where = path.relative_to(folder).as_posix()
        for _line, message, notes, context in extract(kind, io.BytesIO(text.encode()), keywords=KEYWORDS):
            catalogue.add(message, None, [(where, 0)], auto_comments=notes, context=context)
    return catalogue


def file_of(folder: Path, language: str) -> Path:
    """Where the catalogue stands."""
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue as it is; empty when there is none."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def merged(folder: Path, files: list[Path], language: str) -> Catalog:
    """The wanted messages with the translations there are; nothing is guessed from similar texts."""
    new, old = wanted(folder, files, language), read(file_of(folder, language), language)
    for message in new:
        known = old.get(message.id, message.context) if message.id else None
        if known is not None and _fits(message, known):
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
    return new


def _fits(message: Message, known: Message) -> bool:
    return isinstance(known.string, tuple) == isinstance(message.id, tuple)


def as_text(catalogue: Catalog) -> bytes:
    """The file's bytes, the same on every machine."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, width=0)
    return NOISE.sub(b"", out.getvalue())


def faults(catalogue: Catalog) -> Iterator[str]:
    """Messages without a whole translation, or with other slots than the English has."""
    for message in catalogue:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        english = message.id[-1] if isinstance(message.id, tuple) else message.id
        if message.fuzzy:
            yield f"fuzzy: {english!r}"
        if not all(strings):
            yield f"missing: {english!r}"
        elif any(slots(str(english)) - slots(str(text)) for text in strings[-1:]):
            yield f"lacks a slot: {english!r}"


def slots(text: str) -> set[str]:
    """Names in %(this)s and {that}."""
    return {first or second for first, second in SLOT.findall(text)}


def check(package: Path) -> list[str]:
    """Every fault with its file."""
    served, homeless = by_owner(package)
    wrong = [f"{path}: asks for translations, but no folder above it has a `locale`" for path in homeless]
    for path in sources(package):
        if path.suffix == ".py" and uses_messages(path) and IN_F_STRING.search(path.read_text("utf-8")):
            wrong.append(f"{path}: a message inside an f-string is never found; give it a line of its own")
    for folder, files in served.items():
        for language in LANGUAGES:
            path = file_of(folder, language)
            catalogue = merged(folder, files, language)
            if not path.exists() or path.read_bytes() != as_text(catalogue):
                wrong.append(f"{path}: outdated; run dev/messages.py, then translate what is empty")
            wrong += [f"{path}: {fault}" for fault in faults(catalogue)]
    return [*wrong, *said_twice(package)]


def said_twice(package: Path) -> Iterator[str]:
    """One English text with two translations: Django merges the catalogues, and one of them would win everywhere."""
    for language in LANGUAGES:
        first: dict[tuple[Any, str | None], tuple[Any, Path]] = {}
        for folder in by_owner(package)[0]:
            path = file_of(folder, language)
            for message in read(path, language):
                if not message.id or not all(
                    message.string if isinstance(message.string, tuple) else (message.string,)
                ):
                    continue
                known, where = first.setdefault((message.id, message.context), (message.string, path))
                if known != message.string:
                    yield (
                        f"{path}: {message.id!r} is {message.string!r} here and {known!r} in {where}; "
                        "choose one, or give one of them a context (pgettext)"
                    )


def update(package: Path) -> None:
    """Write the catalogues with what the sources ask for now."""
    for folder, files in by_owner(package)[0].items():
        for language in LANGUAGES:
            path = file_of(folder, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue = merged(folder, files, language)
            path.write_bytes(as_text(catalogue))
            print(f"{path}: {len(catalogue)} messages, {sum(1 for _ in faults(catalogue))} to do")


def main() -> int:
    """Read the arguments and do one of the three jobs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    said = parser.parse_args()
    package = Path(os.environ.get("REMPART_MESSAGES", ROOT / "rempart"))
    if said.compile:
        compile_all(package)
        return 0
    if not settings.configured:
        settings.configure(USE_I18N=True)
    if said.check:
        wrong = check(package)
        print("\n".join(wrong) or "translations are whole")
        return bool(wrong)
    update(package)
    return 0


if __name__ == "__main__":
    sys.exit(main())
