"""What the page of one site's companion shows, out of the row."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.companion.core.seen import slug
from rempart.companion.core.site_events import plain
from rempart.companion.core.states import ASKED, CLOCK_OFF_S
from rempart.companion.store.models import Link, SiteUser
from rempart.companion.web.protections import rows
from rempart.companion.web.words import advice, factor_words, setting_rows, state_word, trouble_text
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence

USERS = 100  # rows of accounts that one page shows


@dataclass(frozen=True, slots=True)
class Part:
    """A plug-in or theme as the page lists it."""

    kind: str
    name: str
    version: str
    newest: str
    is_active: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class Person:
    """An account: its number and what it may; its name stays there."""

    number: int
    roles: str
    runs_site: bool
    factors: str
    programs: int
    last_signin_ms: int | None


def crumbs(site: Site, *rest: str) -> list[dict[str, str]]:
    """Sites / this site / companion."""
    trail = [
        {"label": _("Sites"), "href": "/sites/"},
        {"label": str(site), "href": reverse("wall", args=[site.uid])},
        {"label": _("Companion"), "href": reverse("companion", args=[site.uid]) if rest else ""},
    ]
    return trail + [{"label": word, "href": ""} for word in rest]


def parts(inventory: dict[str, Any]) -> list[Part]:
    """Whoever waits for an update first."""
    found = [
        *(_part(_("plug-in"), slug(one["file"]), one) for one in inventory.get("plugins", ())),
        *(_part(_("theme"), one["folder"], one) for one in inventory.get("themes", ())),
        *(
            Part(_("must-use plug-in"), plain(slug(one["file"])), plain(one["version"]), "", True, False)
            for one in inventory.get("must_use", ())
        ),
    ]
    return sorted(found, key=lambda one: (not one.newest, one.kind, one.name))


def _part(kind: str, name: str, one: dict[str, Any]) -> Part:
    return Part(kind, plain(name), plain(one["version"]), plain(one["offer"] or ""), one["is_active"], one["is_known"])


def people(row: Link) -> list[Person]:
    """Who may change the site, whoever runs it first."""
    rows = SiteUser.objects.filter(link=row).order_by("-runs_site", "number")[:USERS]
    return [
        Person(
            one.number,
            ", ".join(plain(role) for role in one.roles),
            one.runs_site,
            factor_words(one.factors),
            one.application_passwords,
            one.last_signin_ms,
        )
        for one in rows
    ]


def _kept(row: Link) -> dict[str, Any]:
    """What the companion keeps closed there, and where that is not as it was asked."""
    found = rows(row)
    return {
        "protections": found,
        "parted": [one for one in found if one.is_off],
        "shut_out": sum(one.shut_out for one in found),
        "is_let_go": row.held.get("let_go") is True,
        "wants": bool(row.wanted),
    }


def page(request: HttpRequest, site: Site, row: Link | None) -> dict[str, Any]:
    """Everything companion.html shows."""
    context: dict[str, Any] = {
        "section": "sites",
        "site": site,
        "row": row,
        "crumbs": crumbs(site),
        "state": state_word(row.state if row else None),
        "is_asked": row is not None and row.state in ASKED,
        "may_manage": fence.may(request, Permission.MANAGE_COMPANION),
        "may_record": fence.may_everywhere(request, Permission.READ_RECORD),
    }
    if row is None:
        return context
    if row.trouble:
        context |= {"trouble": trouble_text(row.trouble), "advice": advice(row.trouble, site.address)}
    inventory = row.inventory
    return context | {
        "clock_off_s": row.clock_off_s if abs(row.clock_off_s) > CLOCK_OFF_S else 0,
        "core": plain(inventory.get("core", {}).get("version", "")),
        "core_newest": plain(", ".join(inventory.get("core", {}).get("offers", ()))),
        "php": plain(str(inventory.get("php", ""))),
        "companion": plain(str(row.hello.get("companion", ""))),
        "is_moved": row.hello.get("is_moved") is True,
        "is_network": row.hello.get("is_multisite") is True,
        "parts": parts(inventory),
        "people": people(row),
        "settings": setting_rows(row.settings),
        "enforces": "policy" in row.hello.get("ops", ()),
        **_kept(row),
    }
