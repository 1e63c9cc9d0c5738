"""`rempart ledger bench`: this machine, beside a bare floor."""

import json
from argparse import Namespace

import msgspec

from rempart.cli.command import DONE
from rempart.cli.ledger_word import Word, no_arguments
from rempart.ledger import bench


def run(chosen: Namespace) -> int:
    """Measure and print."""
    result = bench.run()
    if chosen.json:
        print(json.dumps(msgspec.to_builtins(result)))
        return DONE
    print(
        f"{result.append_per_s} entries a second taken in (batches of {result.append_batch}), "
        f"{result.verify_per_s} checked; a bare floor takes {result.floor_per_s}: ratio {result.ratio}."
    )
    return DONE


UNIT = Word("bench", "measure this machine: entries a second, beside a bare floor", no_arguments, run)
