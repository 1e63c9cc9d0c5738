"""`rempart backup key --join`: two shares in, and how plain restic opens each repository out. Works without anything else of
this installation, where repositories are named."""

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path, PurePosixPath
from typing import Any

from rempart.backup.core.shares import BadShare, join, password_of
from rempart.channel.database import is_there
from rempart.channel.place import state_folder
from rempart.cli.command import DONE, UsageFault

MAX_SHARE = 1_000  # characters; one has about 75


def arguments(parser: ArgumentParser) -> None:
    """Of the key alone."""
    parser.add_argument("--join", action="store_true", help="key: join the two shares, read from standard input")
    parser.add_argument(
        "--share", action="append", default=[], type=Path, metavar="FILE", help="key: a share from this file (twice)"
    )
    parser.add_argument(
        "--repository", action="append", default=[], metavar="PATH", help="key: this repository, by path, address or id"
    )


def run(chosen: Namespace) -> int:
    """The shares are never arguments: those are listed."""
    if not chosen.join:
        raise UsageFault("What about the key?", "rempart backup key --join, then the two shares, one a line")
    key = _joined(*_shares(chosen.share))
    found = [_named(key, one) for one in chosen.repository] or _known(key)
    if not found:
        raise UsageFault(
            "These shares open no repository that this installation knows.",
            "Name one: --repository PATH (the last part of its path is its id)",
        )
    if chosen.json:
        print(json.dumps({"repositories": found}))
        return DONE
    for one in found:
        _say(one)
    return DONE


def _shares(files: list[Path]) -> tuple[str, str]:
    if files and len(files) != 2:
        raise UsageFault("A share comes in a file of its own: --share FILE --share FILE")
    if files:
        try:
            return files[0].read_text()[:MAX_SHARE], files[1].read_text()[:MAX_SHARE]
        except (OSError, UnicodeDecodeError) as bad:
            raise UsageFault("A share cannot be read.") from bad
    if sys.stdin.isatty():
        return getpass.getpass("First share: "), getpass.getpass("Second share: ")
    return sys.stdin.readline(MAX_SHARE), sys.stdin.readline(MAX_SHARE)


def _joined(one: str, other: str) -> bytes:
    try:
        return join(one, other)
    except BadShare as bad:
        raise UsageFault(
            f"The shares do not fit: {bad}.", "Each as it was printed; hyphens and spaces do not matter."
        ) from bad


def _named(key: bytes, word: str) -> dict[str, Any]:
    uid = PurePosixPath(word.rstrip("/")).name
    return {
        "id": uid, "site": None, "place": None, "kind": None, "repository": word,
        "password": password_of(key, uid).decode(), "needs": [],
    }  # fmt: skip


def _known(key: bytes) -> list[dict[str, Any]]:
    """Of the house to which the key belongs; where this machine can no longer open its own copy, of every such house."""
    if not is_there(state_folder()):
        return []
    import django

    django.setup()
    from rempart.backup.actions.joined import joined_houses, way_of

    houses = joined_houses(key)
    return [{**way_of(vault), "password": password_of(key, vault.uid).decode()} for vault in houses]


def _say(one: dict[str, Any]) -> None:
    if one["site"]:
        print(f"# {one['site']}, in {one['place']} ({one['kind']})")
    print(f"RESTIC_REPOSITORY='{one['repository']}' RESTIC_PASSWORD={one['password']} restic snapshots")
    for need in one["needs"]:
        print(f"#   {need}")
