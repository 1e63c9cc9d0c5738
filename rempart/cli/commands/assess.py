"""`rempart assess ADDRESS`: measure a site and say its level, with the evidence recorded in the ledger."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, FINDING, UNUSABLE, Command


def arguments(parser: ArgumentParser) -> None:
    """As docs/contracts.md has them."""
    parser.add_argument("address", metavar="ADDRESS", help="for example https://shop.example")
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="what the business is (TOML or JSON): gives the needed level"
    )
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="answers to the questions (TOML or JSON): they count as claimed"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="the site may lie on this machine or a private network"
    )
    parser.add_argument("--ca", type=Path, metavar="FILE", help="also trust the certificates in this PEM file")
    parser.add_argument(
        "--active", action="store_true", help="also run probes; needs proven ownership and this consent"
    )
    parser.add_argument(
        "--require-level",
        type=int,
        choices=range(6),
        metavar="N",
        help="end with 1 when the wall is not proven to level N",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--progress", action="store_true", help="show progress even when the output is no terminal")


def run(chosen: Namespace) -> int:
    """Measure, judge, print. A gate that fails ends with 1, a site that could not be looked at with 2."""
    from rempart.cli import assessing

    document, has_answered = assessing.assess(chosen)
    if chosen.json:
        assessing.print_json(document)
    else:
        assessing.print_wall(document)
    if chosen.require_level is not None and document["level"]["wall"]["proven"] < chosen.require_level:
        return FINDING
    return DONE if has_answered else UNUSABLE


UNIT = Command("assess", "measure a site and say its level", arguments, run)
