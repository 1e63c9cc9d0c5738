"""`rempart ledger compare`: do two signed heads of one log fit?"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import msgspec

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.counted import entries
from rempart.cli.ledger_word import Word, key_text, log_argument, opened, say
from rempart.ledger import merkle, note, recall, rotate, store
from rempart.ledger.note import BadNote, VerifierKey
from rempart.ledger.recovery import folder
from rempart.ledger.recovery.folder import BadExport
from rempart.ledger.witnesses import compare
from rempart.ledger.witnesses.compare import Compared
from rempart.ledger.witnesses.submit import Silent, newest


def arguments(parser: ArgumentParser) -> None:
    """Two heads, and whose they are."""
    for name in ("one", "other"):
        parser.add_argument(name, help="an export, a file with a checkpoint, or the address of a witness")
    parser.add_argument("--key", help="the log's verifier key, or its file (default: this installation's)")
    parser.add_argument("--evidence", type=Path, help="where proof of a split view is kept (default: the data folder)")
    log_argument(parser)


def run(chosen: Namespace) -> int:
    """Exit 1 on a split view; 2 when nothing at hand can tell."""
    keys = _keys(chosen)
    try:
        one, other = (_note(given, keys[0].name) for given in (chosen.one, chosen.other))
        evidence = chosen.evidence or state_folder() / "evidence"
        found = compare.compare(one, other, keys, lambda size: _root_at(chosen, keys, size), evidence)
    except (BadNote, BadExport, Silent) as fault:
        raise UsageFault(f"{fault}.") from fault
    if found.state == "unknown":
        raise UsageFault(
            f"The heads have {found.first} and {entries(found.second)}, and no entries are at hand to compare them.",
            "Give an export for the larger one.",
        )
    say(chosen, msgspec.to_builtins(found), _sentence(found))
    return FINDING if found.state == "split" else DONE


def _keys(chosen: Namespace) -> list[VerifierKey]:
    if chosen.key:
        try:
            return [note.read_key(key_text(chosen.key))]
        except BadNote as fault:
            raise UsageFault(f"{fault}.") from fault
    _, signing = opened()
    return [signing.verifier(chosen.log), *rotate.earlier(state_folder(), chosen.log)]


def _note(given: str, origin: str) -> str:
    if given.startswith(("http://", "https://")):
        found = newest(given, origin)
        if found is None:
            raise BadNote(f"{given} has cosigned nothing of {origin}")
        return found
    return folder.checkpoint_of(Path(given))


def _root_at(chosen: Namespace, keys: list[VerifierKey], size: int) -> bytes | None:
    """From an export whose entries lead to its own signed root; else from this installation's record."""
    for given in (chosen.one, chosen.other):
        path = Path(given)
        if path.is_dir():
            head = compare.read(folder.checkpoint_of(path), keys)
            leaves = [merkle.leaf_hash(data) for data in folder.entries(path, head.size, 0)]
            if head.size >= size and merkle.root_of(leaves) == head.root:
                return merkle.root_of(leaves[:size])
    if chosen.key:
        return None
    connection, _ = opened()
    held = store.head(connection, chosen.log)
    return recall.root_at(connection, chosen.log, size) if held and held.size >= size else None


def _sentence(found: Compared) -> str:
    if found.state == "split":
        return (
            f"SPLIT VIEW of {found.origin}: the heads of {found.first} and {entries(found.second)} cannot both be true."
            f" Both are signed; the proof is kept in {found.proof}."
        )
    if found.state == "same":
        return f"Both show the same {entries(found.first)} of {found.origin}."
    return f"The head of {entries(found.second)} continues the one of {found.first}: one history of {found.origin}."


UNIT = Word(
    "compare", "hold two signed heads of one log against each other; a split view is kept as proof", arguments, run
)
