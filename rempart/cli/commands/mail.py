"""`rempart mail judge FILE…` says what a mail is, with reasons; `rempart mail train` learns from mails that you sorted."""

from argparse import ArgumentParser, Namespace

from rempart.cli import mailing
from rempart.cli.command import Command

GATES = ("phishing", "suspicious", "unsure")


def arguments(parser: ArgumentParser) -> None:
    """Two words, each with its own."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    judge = words.add_parser("judge", help="say of each mail whether it is phishing, with probability and reasons")
    judge.add_argument(
        "file", nargs="+", metavar="FILE", help="a message as it came (RFC 5322, .eml); - = standard input"
    )
    judge.add_argument("--json", action="store_true", help="one JSON object a line")
    judge.add_argument(
        "--own", action="append", default=[], metavar="DOMAIN", help="a domain of yours; may be repeated"
    )
    judge.add_argument("--mx", action="append", default=[], metavar="NAME", help="the name your own receiving server signs its results with (authserv-id)")  # fmt: skip
    judge.add_argument(
        "--model", default="", metavar="FILE", help="another model; `shipped` for the one that comes with Rempart"
    )
    judge.add_argument("--language", choices=("en", "fr", "zh"), default="en", help="of the reasons")
    judge.add_argument(
        "--evidence", action="store_true", help="also what was found: sender, links, attachments, authentication"
    )
    judge.add_argument(
        "--fail-on", default="", metavar="VERDICTS", help="end with 1 on one of: phishing,suspicious,unsure"
    )
    train = words.add_parser("train", help="make a model of your own from mails that you sorted into two folders")
    train.add_argument("--good", required=True, metavar="FOLDER", help="mails that are wanted, a file each")
    train.add_argument("--bad", required=True, metavar="FOLDER", help="mails that are phishing, a file each")
    train.add_argument(
        "--own", action="append", default=[], metavar="DOMAIN", help="a domain of yours; may be repeated"
    )
    train.add_argument(
        "--mx", action="append", default=[], metavar="NAME", help="your own receiving server (authserv-id)"
    )
    train.add_argument("--out", default="", metavar="FILE", help="where the model goes; without it into the data folder, where `judge` finds it")  # fmt: skip
    train.add_argument("--json", action="store_true", help="one document: how the model did on letters it had not seen")
    train.add_argument("--progress", action="store_true", help="say how far it is, also without a terminal")


def run(chosen: Namespace) -> int:
    """Judging ends with 2 when a file could not be read, with 1 when a verdict was asked to fail."""
    return mailing.judge(chosen, GATES) if chosen.what == "judge" else mailing.train(chosen)


UNIT = Command("mail", "say whether a mail is phishing and why; learn from mails that you sorted", arguments, run)
