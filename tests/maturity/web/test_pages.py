"""Every page in every language: whole, translated, and within the strict content policy."""

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.maturity.web.present import wall_page
from tests.maturity.web import sample
from tests.maturity.web.gallery import PAGES, rendered

CODES = ("en", "fr", "zh-hans")
VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "line", "rect", "circle", "polygon"}


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, str], str]:
    """Rendered once: name and language to HTML."""
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    return {(name, code): html for code in CODES for name, html in rendered(code)}


class Reader(HTMLParser):
    """Collects what the checks below ask about, and that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted_ids: list[str] = []
        self.offences: list[str] = []
        self.inputs: list[dict[str, str | None]] = []
        self.headings: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self._note(tag, said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.offences.append(f"</{tag}> closes {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _note(self, tag: str, said: dict[str, str | None]) -> None:
        if said.get("id"):
            self.ids.append(str(said["id"]))
        for name in ("for", "aria-labelledby", "aria-describedby"):
            self.wanted_ids += (said.get(name) or "").split()
        self.offences += [f"{tag} {name}" for name in said if name == "style" or name.startswith("on")]
        is_data = said.get("type") == "application/json"  # no browser runs it, so the content policy does not ask
        if tag == "style" or (tag == "script" and not said.get("src") and not is_data):
            self.offences.append(f"inline {tag}")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in {"input", "select", "textarea"} and said.get("type") not in {"hidden", "radio", "checkbox"}:
            self.inputs.append(said)


def read(html: str) -> Reader:
    """The page as the checks see it."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_every_page_is_there(pages: dict[tuple[str, str], str]) -> None:
    assert set(PAGES) <= {name for name, _ in pages}


def test_within_the_content_policy_and_well_nested(pages: dict[tuple[str, str], str]) -> None:
    wrong = {key: read(html).offences for key, html in pages.items()}
    assert {key: found for key, found in wrong.items() if found} == {}


def test_ids_once_and_references_lead_somewhere(pages: dict[tuple[str, str], str]) -> None:
    for key, html in pages.items():
        found = read(html)
        assert len(found.ids) == len(set(found.ids)), (key, [i for i in found.ids if found.ids.count(i) > 1])
        assert set(found.wanted_ids) <= set(found.ids), (key, set(found.wanted_ids) - set(found.ids))


def test_one_first_heading_and_no_level_skipped(pages: dict[tuple[str, str], str]) -> None:
    for key, html in pages.items():
        levels = read(html).headings
        assert levels.count(1) == 1, key
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (key, levels)


def test_language_is_declared_and_nothing_unfilled(pages: dict[tuple[str, str], str]) -> None:
    for (name, code), html in pages.items():
        assert f'<html lang="{code}"' in html, name
        assert not re.findall(r"%\(\w+\)s|\{\w+\}|\{[%{]", html), (name, code)


def test_nothing_stays_english(pages: dict[tuple[str, str], str]) -> None:
    """Words that the sample does not bring along must not show up in other languages."""
    telltale = re.compile(
        r">\s*(Sites|Next step|Open threats|Measure again|Why it matters|Save[^<]*|Proven|Unknown)\s*<"
    )
    for (name, code), html in pages.items():
        if code != "en":
            found = set(telltale.findall(html)) - {"Sites"}
            assert not found, (name, code, found)


def test_french_marks_have_narrow_spaces(pages: dict[tuple[str, str], str]) -> None:
    for (name, code), html in pages.items():
        if code == "fr":
            text = re.sub(r"<(code|pre)[^>]*>.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)
            assert not re.findall(r"\w [;:!?](?=\s)", text), name


def test_wall_lists_every_stone_that_it_draws(pages: dict[tuple[str, str], str]) -> None:
    html = pages["wall", "en"]
    drawn = set(re.findall(r'href="(/sites/7f3k92dm/stones/[a-z0-9_]+/)" tabindex="-1"', html))
    listed = set(re.findall(r'<th scope="row"><a href="(/sites/7f3k92dm/stones/[a-z0-9_]+/)"', html))
    assert len(drawn) == 115
    assert drawn == listed


def test_hostile_address_is_escaped() -> None:
    frame = sample.frame()
    bad = {**frame.document, "target": 'https://<script>alert("1")</script>'}
    page = wall_page(type(frame)(bad, frame.texts, frame.links, "en", frame.now_ms))
    assert "<script>alert" not in render_to_string("maturity/wall.html", {"page": page})
