"""`rempart ledger prove`: one entry and the way from it to the signed root."""

import base64
import json
from argparse import ArgumentParser, Namespace

from rempart.channel.place import state_folder
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.ledger_word import Word, log_argument, opened, say
from rempart.ledger import proof, rotate


def arguments(parser: ArgumentParser) -> None:
    """Which entry of which log."""
    parser.add_argument("index", type=int)
    log_argument(parser)


def run(chosen: Namespace) -> int:
    """Look the proof up and check it."""
    connection, signing = opened()
    try:
        found = proof.inclusion(connection, chosen.log, chosen.index)
    except LookupError as fault:
        raise UsageFault(f"{fault.args[0]}.") from fault
    document = {
        "log": found.log, "index": found.index, "size": found.size, "entry": json.loads(found.entry),
        "proof": [base64.b64encode(step).decode() for step in found.hashes], "checkpoint": found.checkpoint,
        "key": str(rotate.verifier_in(connection, state_folder(), signing, found.log)), "holds": found.holds(),
    }  # fmt: skip
    lines = [found.entry.decode(), *document["proof"], found.checkpoint]
    say(chosen, document, "\n".join(lines).rstrip())
    return DONE if found.holds() else FINDING


UNIT = Word("prove", "print the proof that an entry stands in its log", arguments, run)
