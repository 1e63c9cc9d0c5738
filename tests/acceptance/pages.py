"""Pages of the real catalogue, judged from made evidence, and what a reader sees of them."""

import re
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from rempart.maturity.actions.judge_site import _with_sayings
from rempart.maturity.core.assessment import Assessment, assess
from rempart.maturity.core.document import to_document
from rempart.maturity.core.step import Step
from rempart.maturity.core.value import weigh
from rempart.maturity.web.links import Links
from rempart.maturity.web.present import Frame
from rempart.maturity.web.texts import unit_texts
from rempart.registry.discover import discover
from rempart.terms.evidence import EvidenceClass
from rempart.terms.level import Dimension
from tests.maturity.core import made
from tests.maturity.core.test_need import profile
from tests.maturity.test_profiles import MADE, THREATS, complete, proof

STEPS = discover("rempart.maturity.steps", Step)
DJANGO = {"en": "en", "fr": "fr", "zh": "zh-hans"}


def standing_at(level: int, *more: Any, **told: Any) -> Assessment:
    """The wall complete up to `level`, with the profile of `told`."""
    facts = [*complete(Dimension.WALL, level)[1:], *more]
    facts.append(made.observation(profile(**told), evidence=EvidenceClass.STATED, source="owner"))
    return assess(MADE, THREATS, STEPS, facts, now_ms=made.NOW, org_people=40)


def frame(found: Assessment, language: str = "en") -> Frame:
    """What the pages are made from."""
    document = to_document(
        found, MADE, THREATS, STEPS, target="https://lavande.example", started_at_ms=made.NOW, duration_s=1.0,
        worth=weigh(found, MADE, draws=2_000),
    )  # fmt: skip
    links = Links("/sites/x/")
    return Frame(_with_sayings(document, found), unit_texts(language), links, language, made.NOW)


def shown(template: str, page: Any, language: str = "en", **more: Any) -> str:
    """The words of a page, tags and repeated spaces removed."""
    request = RequestFactory().get("/")
    with translation.override(DJANGO[language]):
        made_page = page() if callable(page) else page
        html = render_to_string(f"maturity/{template}.html", {"page": made_page, **more}, request)
    main = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def answered(value: str, *, vague: bool = False) -> list[Any]:
    """The same answer to every question."""
    return [made.answer(value, about=name, vague=vague) for name in MADE]


__all__ = ["MADE", "STEPS", "THREATS", "answered", "frame", "profile", "proof", "shown", "standing_at"]
