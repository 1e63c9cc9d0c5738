"""The API of the cases: which there are, and one of them whole, in one of three languages."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router

from rempart.directory.core.roles import Permission
from rempart.directory.web.calls import needs
from rempart.people.core.case import Case
from rempart.people.core.case_library import case as case_of
from rempart.people.core.case_library import cases
from rempart.people.web.told_sources import told_sources

router = Router(tags=["cases"])


@router.get("/cases")
@needs(Permission.READ)
def all_cases(request: HttpRequest) -> dict[str, Any]:
    """Every case in its order, its titles by language. `kind` is documented, partly_confirmed or scenario: what is no fact
    says so here too."""
    return {"cases": listed()}


@router.get("/cases/{name}")
@needs(Permission.READ)
def one_case(request: HttpRequest, name: str, language: Literal["en", "fr", "zh"] = "en") -> dict[str, Any]:
    """Marks such as `[c360]` in a text name one of its `sources`; a source `from_memory` was not read again."""
    found = case_of(name, language)
    if found is None:
        raise Http404
    return whole(found)


def listed() -> list[dict[str, Any]]:
    """Also what the command line prints."""
    return [
        {
            "id": name,
            "titles": {language: one.title for language, one in found.items()},
            **_head(found["en"]),
        }
        for name, found in cases().items()
    ]


def _head(one: Case) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "dimension": one.side.value,
        "rows": list(one.rows),
        "threats": list(one.threats),
        "controls": list(one.controls),
        "lessons": list(one.lessons),
        "drills": list(one.drills),
    }


def whole(one: Case) -> dict[str, Any]:
    """Everything of one case in one language."""
    return {
        "id": one.id,
        "language": one.language,
        "title": one.title,
        "summary": one.summary,
        **_head(one),
        "events": [{"when": event.when, "text": event.text} for event in one.events],
        "technique": one.technique,
        "impact": [part.text for part in one.circles],
        "causes": [{"title": part.title, "text": part.text} for part in one.causes],
        "defences": [
            {"control": part.control, "aspect": part.aspect.value, "text": part.text} for part in one.defences
        ],
        "often_told_otherwise": [{"said": part.said, "truth": part.truth} for part in one.told],
        "for_you": list(one.for_you),
        "talk": list(one.talk),
        "sources": told_sources(one.sources),
    }
