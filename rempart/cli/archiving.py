"""`rempart import updraftplus FOLDER --site SITE`: old archives into the vault, the oldest first."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.cli import upkeeping, vaulting
from rempart.cli.command import DONE, UNUSABLE, UsageFault

MAX_PHRASE = 1_000


def arguments(parser: ArgumentParser) -> None:
    """Of archives alone."""
    parser.add_argument(
        "--site", default="", metavar="SITE", help="updraftplus: address or id of the site in the vault"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="ID", help="updraftplus: this set alone (12 digits)"
    )
    parser.add_argument(
        "--phrase-file",
        type=Path,
        metavar="FILE",
        help="updraftplus: phrase of an encrypted database; - reads one line",
    )
    parser.add_argument("--progress", action="store_true", help="say how far it is")


def run(chosen: Namespace) -> int:
    """Each set is work of its own: what came in stays when a later one is refused, and is not brought in twice."""
    import django

    django.setup()
    from rempart.backup.actions.bring_in import found_in
    from rempart.channel.source import Trouble

    if not chosen.site:
        raise UsageFault("Which site?", "rempart import updraftplus FOLDER --site SITE")
    plan, folder = vaulting.plan_of(chosen.site), str(chosen.file.absolute())
    try:
        found = found_in(plan, folder)
    except Trouble as trouble:
        raise UsageFault(f"{folder} cannot be used ({trouble.code}): {trouble.detail}") from trouble
    if unknown := set(chosen.set) - {one.nonce for one in found}:
        raise UsageFault(f"There is no set {sorted(unknown)[0]} in {folder}.")
    wanted = [one for one in found if not chosen.set or one.nonce in chosen.set]
    if not wanted:
        raise UsageFault(f"No set of UpdraftPlus lies in {folder}.", "Its files are called backup_…-db.gz and so on.")
    phrase = _phrase(chosen.phrase_file)
    made = [_one(chosen, plan, folder, one, phrase) for one in wanted]
    if chosen.json:
        print(json.dumps({"sets": made}))
    return DONE if all(one["stage"] == "done" for one in made) else UNUSABLE


def _phrase(file: Path | None) -> str:
    """Never from an argument: those are listed."""
    if file is None:
        return ""
    try:
        text = sys.stdin.readline(MAX_PHRASE) if str(file) == "-" else file.read_text()[:MAX_PHRASE]
    except (OSError, UnicodeDecodeError) as bad:
        raise UsageFault(f"{file} cannot be read.") from bad
    return text.rstrip("\r\n")


def _one(chosen: Namespace, plan: Any, folder: str, found: Any, phrase: str) -> dict[str, Any]:
    from rempart.backup.actions.ask import ask
    from rempart.backup.core.stages import Work
    from rempart.terms.moment import rfc3339

    job = ask(None, plan, Work.IMPORT, wanted={"folder": folder, "set": found.nonce}, secret=phrase)
    job = vaulting.carried_out(job, upkeeping.teller(chosen))
    told = job.result
    line = {
        "set": found.nonce, "stage": job.stage, "snapshot": told.get("snapshot"),
        "taken_at": rfc3339(told["taken_at_ms"]) if told else None, "files": told.get("files"), "rows": told.get("rows"),
        "lacks": told.get("notes", []), "trouble": job.trouble or None, "detail": job.detail or None,
    }  # fmt: skip
    if not chosen.json and told:
        lacks = f"; not in it: {', '.join(line['lacks'])}" if line["lacks"] else ""
        print(f"{found.nonce}: {line['files']} files and {line['rows']} rows of {line['taken_at']}{lacks}.")
    elif not chosen.json:
        print(f"{found.nonce}: not brought in ({job.stage}): {job.trouble} {job.detail}".strip())
    return line
