"""`rempart companion build`: the plug-in for WordPress as a zip. `rempart companion policy SITE`: what it keeps closed."""

import hashlib
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.channel.database import is_there
from rempart.channel.place import state_folder
from rempart.cli.command import DONE, Command, UsageFault
from rempart.cli.plain import plain


def arguments(parser: ArgumentParser) -> None:
    """Two words."""
    parser.add_argument("what", choices=("build", "policy"), help="build the plug-in, or say what a site keeps closed")
    parser.add_argument("site", nargs="?", default="", help="policy: the site's address or id")
    parser.add_argument("--out", type=Path, metavar="FILE", help="build: where to write it (rempart-companion.zip)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(chosen: Namespace) -> int:
    """Reads only, or writes one file."""
    return _policy(chosen) if chosen.what == "policy" else _build(chosen)


def _build(chosen: Namespace) -> int:
    """Write the file and say its digest, which is the same wherever it is built."""
    from rempart.companion import plugin_zip

    content = plugin_zip.build()
    target = chosen.out or Path(f"{plugin_zip.NAME}.zip")
    try:
        target.write_bytes(content)
    except OSError as bad:
        raise UsageFault(f"{target} cannot be written ({bad.strerror}).", "Choose another place with --out.") from bad
    digest = hashlib.sha256(content).hexdigest()
    if chosen.json:
        print(
            json.dumps({"file": str(target), "version": plugin_zip.version(), "bytes": len(content), "sha256": digest})
        )
    else:
        print(f"{target}: version {plugin_zip.version()}, {len(content)} bytes, SHA-256 {digest}")
        print("In WordPress: Plugins > Add New > Upload Plugin; then Tools > Rempart > Make a code.")
    return DONE


def _policy(chosen: Namespace) -> int:
    """As the site said when it was looked at last."""
    import django

    if not is_there(state_folder()):
        raise UsageFault(f"Nothing is recorded in {state_folder()} yet.", "Start Rempart once: rempart up")
    django.setup()
    from rempart.companion.web.protections import document, rows
    from rempart.terms.moment import rfc3339

    row = _link(chosen.site)
    looked = None if row.looked_at_ms is None else rfc3339(row.looked_at_ms)
    if chosen.json:
        told = {"site": row.site.uid, "address": row.site.address, "state": row.state, "looked_at": looked}
        print(json.dumps({**told, **document(row)}))
        return DONE
    found = rows(row)
    print(f"{plain(row.site.address)}: looked at {looked or 'never'}")
    for one in found:
        asked = "asked for" if one.is_wanted else "not asked for"
        held = "holds" if one.holds else "does not hold"
        mark = "!" if one.is_off else " "
        print(f"{mark} {one.name}: {asked}, {held} ({plain(one.by)}){'; ' + plain(one.left) if one.left else ''}")
    if not found:
        print("Its companion has not said what it keeps closed.")
    return DONE


def _link(word: str) -> Any:
    from django.db.models import Q

    from rempart.companion.store.models import Link

    if not word:
        raise UsageFault("Which site?", "rempart companion policy SITE")
    links = Link.objects.select_related("site", "organisation")
    found = list(links.filter(Q(site__uid=word) | Q(site__address=word)).order_by("pk"))
    found = found or [row for row in links.order_by("pk") if word in row.site.address.split("/")]
    if len(found) != 1:
        raise UsageFault(f"No single site with a companion is called {word}.", "Name its id or whole address.")
    return found[0]


UNIT = Command("companion", "the plug-in for WordPress: build it, or say what a site keeps closed", arguments, run)
