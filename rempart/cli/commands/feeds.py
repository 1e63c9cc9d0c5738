"""`rempart feeds import FILE | list | drop NAME`: feeds of known flaws, for whoever holds the shell."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.channel.place import state_folder
from rempart.channel.settle import settle
from rempart.cli.command import DONE, Command, UsageFault


def arguments(parser: ArgumentParser) -> None:
    """Three words."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    taking = words.add_parser("import", help="hand over a feed: Wordfence Intelligence, OSV or CSV, packed or plain")
    taking.add_argument("file", type=Path)
    taking.add_argument(
        "--name", help="what to call it here; a feed of that name is replaced (default: the file’s name)"
    )
    listing = words.add_parser("list", help="which there are, and how fresh")
    dropping = words.add_parser("drop", help="let one go, with the flaws it told")
    dropping.add_argument("name")
    for one in (taking, listing, dropping):
        one.add_argument("--json", action="store_true", help="one document on standard output")


def run(chosen: Namespace) -> int:
    """Works beside a running installation too."""
    import django

    django.setup()
    from rempart.daemon import prepare

    prepare.migrate(state_folder())
    words = {"import": _import, "list": _list, "drop": _drop}
    code = words[chosen.word](chosen)
    settle(state_folder())
    return code


def _import(chosen: Namespace) -> int:
    """The old file stays until the new one was read: what cannot be read is refused before it is there."""
    from rempart.events.word_slots import spoken
    from rempart.inventory.actions.take_feeds import take_file
    from rempart.inventory.core.formats import read_feed
    from rempart.inventory.core.reading import BadFeed
    from rempart.inventory.store import folder
    from rempart.ledger.durable import put

    name = chosen.name or chosen.file.name
    if not folder.NAME.fullmatch(name) or not name.endswith(folder.ENDINGS):
        raise UsageFault(f"{name} is no name for a feed.", f"It ends with {', '.join(folder.ENDINGS)}: --name NAME")
    try:
        data = folder.read_file(chosen.file)
        read_feed(data)
    except OSError as bad:
        raise UsageFault(f"{chosen.file} cannot be read ({bad.strerror}).", "Give the path of a feed.") from bad
    except BadFeed as bad:
        raise UsageFault(f"{chosen.file} is no feed that can be read: {spoken('fault', bad.code, 'en')}.") from bad
    put(folder.feeds_folder() / name, data)
    found = next((one for one in folder.files() if one.path.name == name), None)
    if found is None:
        raise UsageFault(f"There are more than {folder.FILES_MAX} feeds.", "Let one go: rempart feeds drop NAME")
    row = take_file(found)
    if row.trouble:
        raise UsageFault(
            f"{name} was not taken in: {spoken('fault', row.trouble, 'en')}.", f"rempart feeds drop {name}"
        )
    _say(chosen, {"feed": _body(row)}, f"{row.flaws} flaws from {name}; sites are compared with them now.")
    return DONE


def _list(chosen: Namespace) -> int:
    from rempart.inventory.store.models import Feed

    found = [_body(row) for row in Feed.objects.order_by("name")]
    lines = [
        f"{one['name']}  {one['format'] or '-'}  {one['flaws']} flaws  delivered {one['delivered_at'] or 'never'}"
        f"{'  TOO OLD' if one['stale'] else ''}{'  ' + one['trouble'] if one['trouble'] else ''}"
        for one in found
    ]
    _say(chosen, {"feeds": found}, "\n".join(lines) or "No feed yet: rempart feeds import FILE")
    return DONE


def _drop(chosen: Namespace) -> int:
    from rempart.inventory.actions.take_feeds import drop_feed
    from rempart.inventory.store.models import Feed

    row = Feed.objects.filter(name=chosen.name).first()
    if row is None:
        raise UsageFault(f"There is no feed called {chosen.name}.", "rempart feeds list")
    gone = drop_feed(row)
    _say(chosen, {"dropped": chosen.name, "flaws": gone}, f"{chosen.name} is gone, with {gone} flaws.")
    return DONE


def _body(row: Any) -> dict[str, Any]:
    from rempart.inventory.web.api import feed_body

    return feed_body(row)


def _say(chosen: Namespace, document: dict[str, Any], sentence: str) -> None:
    print(json.dumps(document) if chosen.json else sentence)


UNIT = Command("feeds", "feeds of known flaws: import, list, drop", arguments, run)
