"""The page of the five keys: how to show that the site is yours, and what the others would take."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.maturity.web.words import key_word

BUILT = frozenset({"companion"})  # areas of their own, with a page of each site below this name


@dataclass(frozen=True, slots=True)
class Later:
    """A key with a part of its own; no `href` = it is not built yet."""

    id: str
    label: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class KeysPage:
    """Everything keys.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    path: str
    token: str
    record: str
    is_owned: bool
    consent_until_ms: int | None
    error: str
    questions_href: str
    documents_href: str
    later: list[Later]


def keys_page(
    frame: Frame,
    *,
    path: str,
    token: str,
    record: str,
    is_owned: bool = False,
    consent_until_ms: int | None = None,
    error: str = "",
) -> KeysPage:
    """`path` and `token` for the file, `record` the whole DNS line; `consent_until_ms` None = no consent now."""
    links = frame.links
    return KeysPage(
        tabs=tabs(links, "keys"),
        crumbs=crumbs(links, frame.address, _("Keys")),
        title=_("Five keys let us look from inside"),
        lead=_("What cannot be seen from outside stays unknown until one of them is turned."),
        lab=bool(frame.document["lab"]),
        path=path,
        token=token,
        record=record,
        is_owned=is_owned,
        consent_until_ms=consent_until_ms,
        error=error,
        questions_href=links.page("questions"),
        documents_href=links.page("documents"),
        later=[Later(key, key_word(key), text, links.page(key) if key in BUILT else "") for key, text in _later()],
    )


def _later() -> list[tuple[str, str]]:
    return [
        ("companion", _("A plug-in inside WordPress that reads settings, accounts and versions; no root needed.")),
        ("agent", _("A program on the host that sees files, processes and isolation.")),
        ("backup", _("Rempart’s own vault: the newest backup is restored, timed and thrown away.")),
    ]


@dataclass(frozen=True, slots=True)
class OfferedDocument:
    """A document as recorded; `state` in words, `may_review` when this reader is not its author."""

    uid: str
    title: str
    control: str
    href: str
    issuer: str
    expires_at_ms: int
    sha256: str
    state: str
    may_review: bool
    file_href: str = ""


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """Everything documents.html shows; `form` is a Django form."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    documents: Sequence[OfferedDocument]
    form: Any


def documents_page(frame: Frame, documents: Sequence[OfferedDocument], form: Any) -> DocumentsPage:
    """Documents of a site, newest first."""
    return DocumentsPage(
        tabs=tabs(frame.links, "documents"),
        crumbs=crumbs(frame.links, frame.address, _("Documents")),
        title=_("Documents offered as evidence"),
        lead=_("Each needs an end, and a review by someone who did not issue it."),
        lab=bool(frame.document["lab"]),
        documents=documents,
        form=form,
    )


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """Everything profile.html shows; `reasons` are sentences of core/need.py, in the page's language."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    form: Any
    needed: int | None
    needed_watch: int | None
    reasons: Sequence[str]


def profile_page(frame: Frame, form: Any, reasons: Sequence[str] = ()) -> ProfilePage:
    """What the business is; the needed level follows from it, with the reason."""
    level = frame.document["level"]
    return ProfilePage(
        tabs=tabs(frame.links, "profile"),
        crumbs=crumbs(frame.links, frame.address, _("Profile")),
        title=_("What is this site to the business?"),
        lead=_("From this follows the level it needs. Most small firms never need the top."),
        lab=bool(frame.document["lab"]),
        form=form,
        needed=level["wall"]["needed"],
        needed_watch=level["watch"]["needed"],
        reasons=reasons,
    )
