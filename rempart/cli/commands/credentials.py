"""`rempart credentials check FILE…`: weak, leaked, shipped and reused secrets in settings files of programs."""

import json
import secrets
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from rempart.access.core.credentials.judging import judge
from rempart.access.core.credentials.reading import READERS, kind_of, read
from rempart.access.core.credentials.secret import FILE_MAX_BYTES, Fault, Finding, Read, Unreadable
from rempart.cli.command import DONE, FINDING, Command, UsageFault
from rempart.cli.plain import plain

FILES_MAX = 200
SAYS = {
    Fault.EMPTY: "is empty. Set one, or take the account away.",
    Fault.DEFAULT: "is the one the program was shipped with. Make a random one.",
    Fault.BREACHED: "stands in a list of leaked passwords. Make a random one.",
    Fault.WEAK: "can be guessed. Make a random one of 20 characters or more.",
    Fault.REUSED: "is the same as {also}. Give each its own.",
}


def arguments(parser: ArgumentParser) -> None:
    """Files to look at together: a secret that stands in two of them is found."""
    parser.add_argument("do", choices=["check"])
    parser.add_argument("files", nargs="+", metavar="FILE", help="wp-config.php, .env, .my.cnf or .netrc")
    parser.add_argument("--kind", choices=sorted(READERS), help="what the files are, where their names do not say")
    parser.add_argument("--json", action="store_true", help="{files, secrets, elsewhere, findings: [...]}")


def run(chosen: Namespace) -> int:
    """Nothing is stored, sent or printed but what is wrong, and where."""
    if len(chosen.files) > FILES_MAX:
        raise UsageFault(f"More than {FILES_MAX} files.", "Check them in parts.")
    files = {name: _read(name, chosen.kind) for name in chosen.files}
    import django

    django.setup()
    from rempart.access.store.breached import is_breached

    findings = judge(files, is_breached, secrets.token_bytes(32))
    count = sum(len(one.secrets) for one in files.values())
    elsewhere = sum(one.elsewhere for one in files.values())
    if chosen.json:
        rows = [asdict(one) for one in findings]
        print(json.dumps({"files": len(files), "secrets": count, "elsewhere": elsewhere, "findings": rows}))
    else:
        _print(findings, count, elsewhere)
    return FINDING if findings else DONE


def _read(name: str, kind: str | None) -> Read:
    shown = plain(name)
    try:
        with Path(name).open("rb") as held:
            data = held.read(FILE_MAX_BYTES + 1)
        return read(data, kind or kind_of(name))
    except OSError as fault:
        raise UsageFault(f"{shown} cannot be read ({fault.strerror}).", "Name a settings file.") from fault
    except Unreadable as fault:
        raise UsageFault(f"{shown} cannot be judged: {fault}.") from fault


def _print(findings: list[Finding], count: int, elsewhere: int) -> None:
    for one in findings:
        said = SAYS[one.fault].format(also=plain(one.also))
        print(f"{plain(one.place)}:{one.line}: {plain(one.name)} {said}")
    print(f"{count} secrets looked at, {len(findings)} findings.")
    if elsewhere:
        print(f"{elsewhere} more come from elsewhere (environment, a call) and were not looked at.")
    if not count:
        print("No secret was found in these files; that says nothing of others.")


UNIT = Command("credentials", "find weak, leaked, shipped and reused secrets in settings files", arguments, run)
