"""Translations of the plug-in for WordPress, without gettext programs: what its PHP says, in languages/*.po.

`dev/plugin_messages.py` brings the catalogues up to date, `--check` fails when one is outdated or incomplete. They are
compiled where the zip is built (rempart/companion/plugin_zip.py).
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dev.messages import NO_DATE, NOISE  # noqa: E402

PLUGIN = ROOT / "rempart/companion/plugin/rempart-companion"
LANGUAGES = {"fr_FR": "fr_FR", "zh_CN": "zh_CN"}
CALL = re.compile(
    r"\b(?:__|_e|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\(\s*'((?:[^'\\]|\\.)*)'\s*,\s*'rempart-companion'\s*\)"
)
ANY_CALL = re.compile(r"\b(?:__|_e|_n|_x|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\(")
HEAD = re.compile(r"^ \* Description: (.+)$", re.MULTILINE)  # WordPress translates it in the list of plug-ins
SLOT = re.compile(r"%(?:\d\$)?[sd]")


def messages(source: str) -> Iterator[str]:
    """The texts a PHP file asks to be translated. Raises ValueError where one cannot be read here."""
    yield from HEAD.findall(source)
    found = CALL.findall(source)
    if len(found) != len(ANY_CALL.findall(source)):
        raise ValueError("a text that is no plain string, or of another domain")
    for text in found:
        yield text.replace("\\'", "'").replace("\\\\", "\\")


def wanted(language: str) -> Catalog:
    """Every text of the plug-in, untranslated."""
    catalogue = Catalog(
        locale=language,
        header_comment="# Rempart Companion: translations of the plug-in. Kept by dev/plugin_messages.py.",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        charset="utf-8",
        fuzzy=False,
    )
    for path in sorted(PLUGIN.rglob("*.php")):
        for text in messages(path.read_text("utf-8")):
            flags = ["php-format"] if SLOT.search(text) else []
            catalogue.add(text, None, [(path.relative_to(PLUGIN).as_posix(), 0)], flags=flags)
    return catalogue


def file_of(language: str) -> Path:
    """Where the catalogue stands."""
    return PLUGIN / "languages" / f"rempart-companion-{language}.po"


def merged(language: str) -> Catalog:
    """The wanted texts with the translations there are."""
    new = wanted(LANGUAGES[language])
    if file_of(language).exists():
        with file_of(language).open("rb") as stream:
            old = read_po(stream, locale=LANGUAGES[language])
        for message in new:
            known = old.get(message.id) if message.id else None
            if known is not None:
                message.string = known.string
    return new


def as_text(catalogue: Catalog) -> bytes:
    """The file's bytes, the same on every machine."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, width=0)
    return NOISE.sub(b"", out.getvalue())


def check() -> list[str]:
    """Every fault with its file."""
    wrong = []
    for language in LANGUAGES:
        path, catalogue = file_of(language), merged(language)
        if not path.exists() or path.read_bytes() != as_text(catalogue):
            wrong.append(f"{path}: outdated; run dev/plugin_messages.py, then translate what is empty")
        for message in catalogue:
            if message.id and not message.string:
                wrong.append(f"{path}: missing: {message.id!r}")
            elif message.id and sorted(SLOT.findall(str(message.id))) != sorted(SLOT.findall(str(message.string))):
                wrong.append(f"{path}: other slots: {message.id!r}")
    return wrong


def main() -> int:
    """Update, or check."""
    if "--check" in sys.argv[1:]:
        wrong = check()
        print("\n".join(wrong) or "the plug-in's translations are whole")
        return bool(wrong)
    for language in LANGUAGES:
        file_of(language).parent.mkdir(exist_ok=True)
        file_of(language).write_bytes(as_text(merged(language)))
        print(f"{file_of(language).name}: {sum(1 for one in merged(language) if one.id and not one.string)} to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
