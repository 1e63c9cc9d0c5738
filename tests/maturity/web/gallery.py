"""Every page of maturity and the console rendered from invented data: for tests, and to be looked at (dev/pictures.py)."""

from collections.abc import Callable, Iterator

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from rempart.design.drawing.shapes import Look
from rempart.design.formats import short_language
from rempart.maturity.web.present import wall_page
from rempart.maturity.web.present_stone import Past, Seen, stone_page
from tests.maturity.web import sample

DAY_MS = 86_400_000


def stone(language: str) -> object:
    """A stone with a long trail."""
    seen = [
        Seen(
            sample.NOW_MS,
            "notlooked",
            "The probe was not sent",
            "Not ours yet.",
            "external",
            "self",
            "exercised",
            48_209,
        ),
        Seen(sample.NOW_MS - DAY_MS, "failed", "3 of 10 went through", "", "external", "self", "exercised", 48_100),
        Seen(
            sample.NOW_MS - 9 * DAY_MS,
            "said",
            "“Yes, it is included.”",
            "No proof was attached.",
            evidence="stated",
            index=4,
        ),
        Seen(
            sample.NOW_MS - 99 * DAY_MS,
            "seen",
            "10 of 10 blocked",
            "",
            "external",
            "self",
            "exercised",
            2,
            is_void=True,
        ),
    ]
    past = [
        Past(sample.NOW_MS - 300 * DAY_MS, Look.UNKNOWN),
        Past(sample.NOW_MS - 200 * DAY_MS, Look.MET_AHEAD),
        Past(sample.NOW_MS - 30 * DAY_MS, Look.NOT_MET, "moved to another host"),
    ]
    return stone_page(sample.frame(language=language), "sql_injection_stopped", seen, past)


PAGES: dict[str, tuple[str, Callable[[str], object]]] = {
    "wall": ("maturity/wall.html", lambda code: wall_page(sample.frame(language=code))),
    "wall-high": ("maturity/wall.html", lambda code: wall_page(sample.frame(4, 3, language=code, needed=5))),
    "wall-none": ("maturity/wall.html", lambda code: wall_page(sample.frame(0, 0, language=code, needed=None))),
    "wall-lab": ("maturity/wall.html", lambda code: wall_page(sample.frame(1, 0, language=code, lab=True))),
    "stone": ("maturity/stone.html", stone),
}


def rendered(code: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of each page in the language of Django's `code`."""
    with translation.override(code):
        for name, (template, make) in PAGES.items():
            request = RequestFactory().get("/")
            yield name, render_to_string(template, {"page": make(short_language(code))}, request)
