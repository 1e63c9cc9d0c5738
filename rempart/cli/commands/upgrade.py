"""`rempart upgrade`: bring the data to this release, with a way back."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart import __version__
from rempart.channel.database import is_there
from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, FINDING, Command, UsageFault
from rempart.cli.counted import counted, entries


def arguments(parser: ArgumentParser) -> None:
    """Forward, or back."""
    parser.add_argument("--back", action="store_true", help="return to the state before the newest upgrade")
    parser.add_argument("--lose", action="store_true", help="with --back: even if later entries are lost")
    parser.add_argument("--check", action="store_true", help="only say what would be done")
    upkeeping.progress_arguments(parser)


def run(chosen: Namespace) -> int:
    """1 when the upgrade did not hold, and the state from before is back."""
    import django

    folder = state_folder()
    if not is_there(folder):
        raise UsageFault(f"Nothing is recorded in {folder} yet.", "Start Rempart once: rempart up")
    django.setup()
    with upkeeping.told():
        return _back(chosen, folder) if chosen.back else _forward(chosen, folder)


def _forward(chosen: Namespace, folder: Path) -> int:
    from django.core.management import call_command

    from rempart.upkeep import upgrade

    later = upgrade.strangers()
    if later:
        raise UsageFault(
            f"A later release has changed these tables ({', '.join(later[:3])}); this is {__version__}.",
            "Install that release again, or: rempart upgrade --back",
        )
    if chosen.check:
        return _say(chosen, {"due": upgrade.due()}, f"{len(upgrade.due())} changes of the tables are due.")
    try:
        done = upgrade.upgrade(
            folder, upkeeping.now_ms(), lambda: call_command("migrate", interactive=False, verbosity=0),
            upkeeping.teller(chosen),
        )  # fmt: skip
    except upgrade.UpgradeFailed as failed:
        _say(chosen, {"upgraded": False, "reason": str(failed)}, str(failed))
        return FINDING
    document = {
        "upgraded": bool(done.changes), "release": __version__, "changes": list(done.changes),
        "kept": str(done.kept) if done.kept else None, "entries": done.entries, "levels": done.levels,
    }  # fmt: skip
    if not done.changes:
        return _say(chosen, document, f"The data are those of {__version__} already.")
    return _say(
        chosen, document,
        f"{counted(len(done.changes), 'change')} made to the tables. The ledger verifies ({entries(done.entries)}), and"
        f" {done.levels} levels are what they were.\nThe way back: rempart upgrade --back (kept in {done.kept})",
    )  # fmt: skip


def _back(chosen: Namespace, folder: Path) -> int:
    from rempart.upkeep import upgrade

    try:
        kept = upgrade.back(folder, upkeeping.now_ms(), lose=chosen.lose)
    except upgrade.WouldLose as would:
        raise UsageFault(str(would), "With --lose it goes on; the present state is kept.") from would
    except upgrade.NothingBefore as nothing:
        raise UsageFault(str(nothing), "A backup can be put back: rempart restore FOLDER") from nothing
    said = f"The state before the upgrade is back; what was here is kept in {kept}.\nInstall the release it was made with before you start."
    if chosen.lose:
        said += " If it does not start: rempart ledger recover"
    return _say(chosen, {"kept": str(kept)}, said)


def _say(chosen: Namespace, document: object, sentence: str) -> int:
    print(json.dumps(document) if chosen.json else sentence)
    return DONE


UNIT = Command("upgrade", "bring the data to this release, with a way back", arguments, run)
