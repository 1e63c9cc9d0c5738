"""What observers tell of a site, put into the record as they do it."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Site
from rempart.events import companion, scanner
from rempart.facts.fact import Fact, Observation
from rempart.facts.wire import to_body
from rempart.facts.wordpress_core import Component, Mark, WordPressComponents, WordPressCore
from rempart.inventory.actions.follow_record import follow_record
from rempart.inventory.actions.match_site import match_due
from rempart.terms.evidence import EvidenceClass, Vantage
from rempart.terms.scope import Subject
from tests.maturity.integrated import integrate


def inside(site: Site, *parts: tuple[str, str, str], core: str = "6.5.5", at_ms: int | None = None) -> None:
    """The companion tells its whole list: (type, slug, version)."""
    moment = now_ms() if at_ms is None else at_ms
    found = tuple(Component(kind, slug, version or None, "companion") for kind, slug, version in parts)
    version = WordPressCore(
        is_wordpress=True, version=core, confidence_percent=100, marks=(Mark("companion", core),), newest=None, feed_date_ms=None
    )  # fmt: skip
    for fact in (version, WordPressComponents(components=found)):
        _record(site, fact, "companion", moment)
    take_in()


def outside(site: Site, *parts: tuple[str, str, str], at_ms: int | None = None) -> None:
    """A look from outside: never the whole list."""
    found = tuple(Component(kind, slug, version or None, "readme") for kind, slug, version in parts)
    _record(site, WordPressComponents(components=found), "wordpress_components", now_ms() if at_ms is None else at_ms)
    take_in()


def _record(site: Site, fact: Fact, source: str, at_ms: int) -> None:
    subject = Subject("site", site.uid)
    is_inside = source == "companion"
    seen = Observation(
        org=site.organisation.uid, subject=subject, fact=fact, taken_at_ms=at_ms, evidence=EvidenceClass.OBSERVED, source=source,
        vantage=Vantage.SAME_HOST if is_inside else Vantage.EXTERNAL,
    )  # fmt: skip
    with system_action(site.organisation) as record:
        kind = companion.FACT_RECORDED if is_inside else scanner.FACT_RECORDED
        record.event(kind, subject, to_body(seen), at_ms=at_ms)


def take_in() -> None:
    """What the worker does within seconds."""
    integrate()
    while follow_record():
        pass
    while match_due():
        pass
    integrate()
    while follow_record():
        pass
