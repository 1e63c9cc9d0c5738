"""What could be updated, as the site's own inventory says; and where WordPress.org keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from rempart.facts.companion_updates import CompanionUpdates
from rempart.facts.fact import Fact
from rempart.facts.wordpress_core import WordPressComponents, WordPressCore
from rempart.updates.core.package import Kind, step

DOWNLOADS = "https://downloads.wordpress.org"
CORE = "https://wordpress.org"


@dataclass(frozen=True, slots=True)
class Offer:
    """A part of a site for which a newer release is known; `is_elsewhere`: WordPress.org has another one of that name, or
    none, so that its maker's zip has to be brought."""

    kind: Kind
    slug: str
    version: str
    newest: str
    is_elsewhere: bool = False


def offers(facts: Iterable[Fact]) -> tuple[Offer, ...]:
    """From newest facts of each kind, WordPress itself first."""
    found = dict[tuple[Kind, str], Offer]()
    for fact in facts:
        if isinstance(fact, CompanionUpdates):
            if fact.core_newest and step(fact.core, fact.core_newest) == "newer":
                found.setdefault((Kind.CORE, "wordpress"), Offer(Kind.CORE, "wordpress", fact.core, fact.core_newest))
            for one in fact.behind:
                if one.type in (Kind.PLUGIN, Kind.THEME):
                    kind = Kind(one.type)
                    found.setdefault((kind, one.slug), Offer(kind, one.slug, one.version, one.newest, one.is_elsewhere))
        elif isinstance(fact, WordPressCore) and fact.version and step(fact.version, fact.newest or "0") == "newer":
            core = Offer(Kind.CORE, "wordpress", fact.version, str(fact.newest))
            found.setdefault((Kind.CORE, "wordpress"), core)
    return tuple(sorted(found.values(), key=lambda one: (one.kind is not Kind.CORE, one.kind, one.slug)))


def versions(facts: Iterable[Fact]) -> dict[str, str]:
    """By `kind/slug`."""
    found = dict[str, str]()
    for fact in facts:
        if isinstance(fact, WordPressComponents):
            found |= {f"{one.type}/{one.slug}": one.version for one in fact.components if one.version}
        elif isinstance(fact, WordPressCore) and fact.version:
            found["core/wordpress"] = fact.version
    return found


def address_of(offer: Offer) -> str:
    """The archive on WordPress.org."""
    version, slug = quote(offer.newest, safe=""), quote(offer.slug, safe="")
    if offer.kind is Kind.CORE:
        return f"{CORE}/wordpress-{version}.zip"
    return f"{DOWNLOADS}/{offer.kind.value}/{slug}.{version}.zip"


def sums_address(kind: Kind, slug: str, version: str) -> str | None:
    """Where the digests of its files stand; themes have none."""
    if kind is Kind.CORE:
        return f"https://api.wordpress.org/core/checksums/1.0/?version={quote(version, safe='')}&locale=en_US"
    if kind is Kind.PLUGIN:
        return f"{DOWNLOADS}/plugin-checksums/{quote(slug, safe='')}/{quote(version, safe='')}.json"
    return None
