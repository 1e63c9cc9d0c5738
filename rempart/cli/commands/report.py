"""`rempart report ADDRESS`: the last assessment of a site as a file for people or programs."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, Command, UsageFault

FORMATS = ("html", "pdf", "json", "csv", "sarif", "badge")


def arguments(parser: ArgumentParser) -> None:
    """Address, format, language, place."""
    parser.add_argument(
        "address", metavar="ADDRESS", help="of a site that was measured, for example https://shop.example"
    )
    parser.add_argument("--format", choices=FORMATS, default="html", help="what to make (default: html)")
    parser.add_argument("--language", choices=("en", "fr", "zh"), default="en", help="its language (default: en)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to put it; without it, standard output")


def run(chosen: Namespace) -> int:
    """Nothing is measured: the report tells what the record holds."""
    if chosen.out is None and chosen.format == "pdf" and sys.stdout.isatty():
        raise UsageFault("A PDF cannot be read on a terminal.", "Say where to put it: --out report.pdf")
    from rempart.cli import reporting

    content = reporting.make(chosen.address, chosen.format, chosen.language)
    if chosen.out is None:
        sys.stdout.buffer.write(content)
        return DONE
    try:
        chosen.out.write_bytes(content)
    except OSError as fault:
        raise UsageFault(f"{chosen.out} cannot be written ({fault.strerror}).", "Choose another file.") from fault
    print(f"{chosen.out}: {len(content)} bytes", file=sys.stderr)
    return DONE


UNIT = Command("report", "the last assessment as HTML, PDF, JSON, CSV, SARIF or badge", arguments, run)
