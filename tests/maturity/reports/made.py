"""A subject of reports from invented data, and the record's state it stands under."""

import html
import shutil
import subprocess
from pathlib import Path
from typing import Any

from rempart.maturity.web.reports.checkpoint import Seal
from rempart.maturity.web.reports.files import FORMATS, Subject
from tests.maturity.web import sample

SEAL = Seal("k3j4h5", 48_213, "mV3xq0rT7h0yQnE2m8Zk4s1bJdQ0pX9uC5wL6aRfK2E=", sample.NOW_MS, "note")
HOSTILE = '<script>alert(1)</script>{{ 7*7 }} #eval("1") \\u{41} $x$ *b* & “q”'
LEVELS = {
    "en": "Wall level 2, “Proactive”, is proven.",
    "fr": "Le niveau 2 du rempart, «\u202fProactif\u202f», est prouvé.",
    "zh": "城墙第 2 级（主动）已证明。",
}


def subject(language: str = "en", name: str = "Maison Lavande", **document: Any) -> Subject:
    """Wall 2, watch 1."""
    return Subject(sample.frame(2, 1, language=language, **document), name, SEAL)


def made(kind: str, language: str = "en", name: str = "Maison Lavande", **document: Any) -> bytes:
    """The bytes of one report."""
    return FORMATS[kind][1](subject(language, name, **document))


def text_of_pdf(content: bytes, folder: Path) -> str:
    """What poppler reads, spaces as single ones."""
    program = shutil.which("pdftotext")
    assert program, "poppler-utils is missing; dev/system-packages.sh names it"
    file = folder / "report.pdf"
    file.write_bytes(content)
    found = subprocess.run([program, "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True, timeout=120)
    return " ".join(found.stdout.decode().split())


def squeezed(text: str) -> str:
    """Without any space: line breaks fall anywhere in Chinese, and thin spaces come back as they like."""
    return "".join(html.unescape(text).split())
