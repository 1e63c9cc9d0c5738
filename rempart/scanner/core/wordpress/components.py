"""Plug-ins and themes as an outsider sees them: in addresses, generator tags, REST names, and their own readme."""

import re
from collections.abc import Iterable

from rempart.facts.wordpress_core import Component
from rempart.scanner.core.wordpress.page import MAX_PAGE_CHARACTERS, MAX_TEXT, Page, clean

MAX_COMPONENTS = 60  # of a page; the busiest shops load some forty
MAX_README = 12  # readme and style files asked for in one run: the whole run may ask 150 times
_PATH = re.compile(
    r"/wp-content/(plugins|themes)/([A-Za-z0-9][A-Za-z0-9_-]{0,79})/[^\s\"'<>()?\\]{0,300}(?:\?[^\s\"'<>()\\]{0,200}?\bver=([\w.+-]{1,40}))?"
)
_STABLE = re.compile(
    r"^[ \t*]{0,8}Stable tag:[ \t]{0,8}([0-9][\w.+-]{0,39})[ \t]{0,8}\r?$", re.IGNORECASE | re.MULTILINE
)
_HEADING = re.compile(r"^\s{0,9}===[^=\n]{1,200}===", re.MULTILINE)
_STYLE_NAME = re.compile(r"^[ \t*]{0,8}Theme Name:", re.IGNORECASE | re.MULTILINE)
_STYLE = re.compile(r"^[ \t*]{0,8}Version:[ \t]{0,8}([0-9][\w.+-]{0,39})", re.IGNORECASE | re.MULTILINE)
_YOAST = re.compile(r"optimized with the Yoast SEO (?:Premium )?plugin v(\d[\w.]{0,20})")
GENERATORS = {  # how plug-ins sign in generator tags, as their own source has it
    "WooCommerce": "woocommerce",
    "Elementor": "elementor",
    "Site Kit by Google": "google-site-kit",
    "Easy Digital Downloads v": "easy-digital-downloads",
}
NAMESPACES = {  # REST names that belong to one plug-in
    "wc": "woocommerce",
    "yoast": "wordpress-seo",
    "contact-form-7": "contact-form-7",
    "elementor": "elementor",
    "jetpack": "jetpack",
    "wordfence": "wordfence",
    "redirection": "redirection",
    "akismet": "akismet",
    "two-factor": "two-factor",
    "google-site-kit": "google-site-kit",
}
# Widely installed plug-ins that load nothing on a front page; only their readme shows them.
QUIET = ("akismet", "classic-editor", "contact-form-7", "duplicator", "updraftplus", "wp-file-manager")
RANK = ("path", "namespace", "script", "generator", "comment", "readme", "style")  # the later, the better a version


def page_components(page: Page, core_version: str | None) -> list[Component]:
    """From addresses and signatures of one page. A `ver` equal to the core's is WordPress's default, no version."""
    found: list[Component] = []
    for match, _ in zip(_PATH.finditer(page.text), range(1_000), strict=False):
        kind, slug, version = match.groups()
        type_ = "plugin" if kind == "plugins" else "theme"
        is_own = bool(version) and version != core_version and version[:1].isdigit() and "." in version
        found.append(Component(type_, slug.lower(), version if is_own else None, "script" if is_own else "path"))
    for text in page.generators:
        for name, slug in GENERATORS.items():
            version = text.removeprefix(name).strip().split(" ")[0].rstrip(";,")
            if text.startswith(name) and version[:1].isdigit():
                found.append(Component("plugin", slug, clean(version)[:40], "generator"))
    if yoast := _YOAST.search(page.text):
        found.append(Component("plugin", "wordpress-seo", yoast[1].rstrip("."), "comment"))
    return found


def namespace_components(namespaces: Iterable[str]) -> list[Component]:
    """From the names under which plug-ins answer REST calls."""
    heads = {name.split("/")[0] for name in namespaces}
    return [Component("plugin", slug, None, "namespace") for head, slug in sorted(NAMESPACES.items()) if head in heads]


def readme_version(text: str) -> tuple[bool, str | None]:
    """Is it a plug-in's readme, and its stable tag; `trunk` is no version."""
    text = text[:MAX_PAGE_CHARACTERS]
    if not _HEADING.search(text[:2000]):
        return False, None
    found = _STABLE.search(text[:20_000])
    return True, found[1] if found else None


def style_version(text: str) -> tuple[bool, str | None]:
    """Is it a theme's style.css, and the version in its head."""
    head = text[:8192]  # WordPress itself reads no further
    found = _STYLE.search(head)
    return bool(_STYLE_NAME.search(head)), found[1] if found else None


def merge(found: Iterable[Component]) -> tuple[Component, ...]:
    """One per type and slug, sorted: the best mark that tells a version, else the best mark."""
    kept: dict[tuple[str, str], Component] = {}
    for one in found:
        key = (one.type, one.slug[:MAX_TEXT])
        if key not in kept or _worth(one) > _worth(kept[key]):
            kept[key] = one
    return tuple(kept[key] for key in sorted(kept))[:MAX_COMPONENTS]


def _worth(component: Component) -> tuple[bool, int]:
    return component.version is not None, RANK.index(component.mark)
