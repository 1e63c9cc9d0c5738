"""Where the pages of one site are, in one place: urls.py and every presenter agree on these paths."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a navigation or of the breadcrumb; no `href` = plain words."""

    label: str
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of one site's pages; `base` ends with a slash, like `/sites/7f3k92dm/`."""

    base: str
    sites: str = "/sites/"

    def stone(self, control: str) -> str:
        """The page of one control."""
        return f"{self.base}stones/{control}/"

    def page(self, name: str) -> str:
        """roadmap, return, threats, questions, hosting, levels, risks, history, proof, profile or measure.

        Empty = the wall.
        """
        return f"{self.base}{name}/" if name else self.base

    def threat(self, threat: str) -> str:
        """The place of one threat on the page of threats."""
        return f"{self.page('threats')}#{threat}"

    def entry(self, index: int) -> str:
        """The page of one ledger entry with its proof."""
        return f"{self.page('ledger')}{index}/"


def tabs(links: Links, current: str) -> list[Item]:
    """The pages of one site; `current` is a name as `Links.page` takes it."""
    named = [
        ("", pgettext("page", "Wall")),
        ("roadmap", _("Roadmap")),
        ("return", _("Return")),
        ("threats", _("Threats")),
        ("questions", _("Questions")),
        ("risks", _("Accepted risks")),
        ("history", _("History")),
        ("proof", _("Proof")),
        ("reports", _("Reports")),
    ]
    return [Item(label, links.page(name), name == current) for name, label in named]


def way(links: Links, current: str) -> list[Item]:
    """The guide's four steps, in its order (ROAD-04)."""
    named = [
        ("questions", _("Self-assessment")),
        ("threats", _("Gaps")),
        ("roadmap", _("Roadmap")),
        ("return", _("Return")),
    ]
    return [Item(label, links.page(name), name == current) for name, label in named]


def crumbs(links: Links, address: str, *rest: str) -> list[Item]:
    """Sites / address / what follows; the last one is where we are."""
    trail = [Item(_("Sites"), links.sites), Item(address, links.base if rest else "")]
    return trail + [Item(word) for word in rest]
