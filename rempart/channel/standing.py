"""The form in which the level model lends its words and verdicts: what a control is called, and how sites stand to it.

One file in `<area>/web/standings/<id>.py` with `UNIT = Standings(...)`; cases and lessons find it across areas by
`across_areas("rempart", "web.standings", Standings)`. Who may see which site is for the caller. Nothing here knows Django.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stand:
    """One site's state of one control, in the page's language. `look` is a look of the design's stones; `is_proven` and
    `is_open` tell what may be counted: neither, where nobody knows or it does not apply. `href` says why."""

    site: str
    look: str
    word: str
    is_proven: bool
    is_open: bool
    href: str


@dataclass(frozen=True, slots=True)
class Threat:
    """A threat of the level model in the page's language."""

    code: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Standings:
    """`title(control, language)` and `threat(code, language)` raise KeyError for what the model does not have.
    `of_sites(uids, controls)`: by control, the sites by their addresses; one never judged is not known of."""

    id: str
    title: Callable[[str, str], str]
    threat: Callable[[str, str], Threat]
    of_sites: Callable[[Collection[str], Collection[str]], Mapping[str, tuple[Stand, ...]]]
