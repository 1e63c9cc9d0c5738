"""`rempart service`: Rempart as a systemd service of this machine."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, Command, UsageFault
from rempart.daemon import service


def arguments(parser: ArgumentParser) -> None:
    """show, install, remove."""
    parser.add_argument("what", choices=("show", "install", "remove"), help="print the unit, write it, or take it away")
    parser.add_argument("--folder", type=Path, default=service.UNIT_FOLDER, help=f"default {service.UNIT_FOLDER}")
    parser.add_argument(
        "--up", metavar="OPTIONS", default="", help='what follows `rempart up`, in one word: --up="--public a.example"'
    )


def run(chosen: Namespace) -> int:
    """Starting and stopping is left to systemctl; what to type is said."""
    file = chosen.folder / service.NAME
    if chosen.what == "remove":
        return _remove(file)
    words = shlex.split(chosen.up)
    text = service.unit(_program(), words, low_ports="--public" in words)
    if chosen.what == "show":
        print(text, end="")
        return DONE
    if file.exists() and not service.is_ours(file):
        raise UsageFault(f"{file} was not written by Rempart.", "Move it away first.")
    try:
        file.write_text(text, "utf-8")
    except OSError as fault:
        raise UsageFault(f"{file} cannot be written ({fault.strerror}).", "Run this as root.") from fault
    print(f"{file} is written. Start it: systemctl daemon-reload && systemctl enable --now {service.NAME}")
    print("The first sign-in link stands in its log: journalctl -u rempart")
    return DONE


def _remove(file: Path) -> int:
    if not service.is_ours(file):
        raise UsageFault(f"There is no unit of Rempart at {file}.")
    file.unlink()
    print(f"{file} is removed. Tell systemd: systemctl disable --now {service.NAME}; systemctl daemon-reload")
    return DONE


def _program() -> Path:
    beside = Path(sys.executable).with_name("rempart")
    return beside if beside.exists() else Path(sys.argv[0]).resolve()


UNIT = Command("service", "run Rempart as a service of this machine (systemd)", arguments, run)
