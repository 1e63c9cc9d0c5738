"""Which parts a site has, in which version: read from its folder where that is here, else from what inventory told."""

import re
from collections.abc import Mapping
from pathlib import Path

from rempart.channel.reach import Reach, Reached, is_taken, reached
from rempart.channel.source import Trouble
from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Site
from rempart.facts.fact import Fact
from rempart.facts.wire import from_body
from rempart.ledger import store
from rempart.registry.discover import across_areas
from rempart.terms.scope import Subject
from rempart.updates.core.offer import Offer, offers, versions
from rempart.updates.core.package import HEADER_BYTES, header

INVENTORY = ("companion.fact.recorded", "scanner.fact.recorded")
COMPANION = "companion"  # the source that sees every part from inside
WANTED = ("companion.updates", "wordpress.core", "wordpress.components")
LOOKED_BACK = 200  # entries
MAX_PARTS = 1_000  # plug-ins and themes of one site
_CORE = re.compile(r"""^\s*\$wp_version\s*=\s*['"]([^'"]{1,40})['"]""", re.MULTILINE)


def way_to(site: Site) -> Reached | None:
    """How the live site is reached; None while nobody has said. Raises Trouble."""
    return reached(across_areas("rempart", "reach", Reach), site.uid)


def known_way(site: Site) -> Reached:
    """As `way_to`; raises Trouble `no_way` while nobody has said."""
    way = way_to(site)
    if way is None:
        raise Trouble("no_way", "nobody has said how the live site is reached")
    return way


def is_busy(site: Site) -> bool:
    """Somebody else writes to it."""
    return is_taken(across_areas("rempart", "reach", Reach), site.uid, "updates")


def facts_of(site: Site, *, inside: bool = False) -> list[Fact]:
    """The newest of each kind that tells versions, the companion's before those seen from outside; or its alone."""
    newest: dict[tuple[str, bool], Fact] = {}
    subject = Subject("site", site.uid)
    rows = store.entries_of(raw_connection(), site.organisation.uid, subject, INVENTORY, LOOKED_BACK)
    for row in rows:
        body = row.entry.body
        if body.get("fact_kind") in WANTED:
            seen = from_body(body, org=site.organisation.uid, subject=subject, at_ms=row.entry.at_ms, ref=None)
            if seen is not None and (seen.source == COMPANION or not inside):
                newest.setdefault((seen.fact.kind, seen.source == COMPANION), seen.fact)
    return [newest[key] for key in sorted(newest, key=lambda one: not one[1])]


def offers_of(site: Site) -> tuple[Offer, ...]:
    """What the inventory says could be updated."""
    return offers(facts_of(site))


def versions_of(site: Site, *, inside: bool = False) -> Mapping[str, str]:
    """By `kind/slug`. From outside a list is never complete; with `inside` only whoever sees all of it is asked."""
    try:
        way = way_to(site)
    except Trouble:
        way = None
    if way is not None and way.root is not None and way.root.is_dir():
        return in_folder(way.root)
    return versions(reversed(facts_of(site, inside=inside)))


def in_folder(root: Path) -> dict[str, str]:
    """From the headers of the files, links not followed."""
    found = {}
    core = _CORE.search(_beginning(root / "wp-includes/version.php"))
    if core:
        found["core/wordpress"] = core[1]
    for slug, fields in _parts(root / "wp-content/plugins", "*.php", "plugin name"):
        found.setdefault(f"plugin/{slug}", fields.get("version", ""))
    for slug, fields in _parts(root / "wp-content/themes", "style.css", "theme name"):
        found.setdefault(f"theme/{slug}", fields.get("version", ""))
    return found


def _parts(folder: Path, pattern: str, field: str) -> list[tuple[str, Mapping[str, str]]]:
    found = list[tuple[str, Mapping[str, str]]]()
    if folder.is_dir() and not folder.is_symlink():
        for part in sorted(folder.iterdir())[:MAX_PARTS]:
            files = [] if part.is_symlink() or not part.is_dir() else sorted(part.glob(pattern))
            for file in sorted(files, key=lambda one: one.stem != part.name):
                fields = header(_beginning(file))
                if fields.get(field):
                    found.append((part.name, fields))
                    break
    return found


def _beginning(file: Path) -> str:
    if file.is_symlink() or not file.is_file():
        return ""
    with file.open("rb") as stream:
        return stream.read(HEADER_BYTES).decode("utf-8", "replace")
