"""The API of the rules: which are explained, one of them whole, and the house's own with how many confirmed them."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Router

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import needs
from rempart.people.actions.tell_house_rules import standing
from rempart.people.core.rule import Rule
from rempart.people.core.rule_library import rule as rule_of
from rempart.people.core.rule_library import rules
from rempart.people.web.told_sources import told_sources

router = Router(tags=["rules"])


@router.get("/rules")
@needs(Permission.READ)
def all_rules(request: HttpRequest) -> dict[str, Any]:
    """Every rule in its order, its titles by language. `sort` is law, standard or word. Not legal advice."""
    return {"rules": listed()}


@router.get("/rules/{name}")
@needs(Permission.READ)
def one_rule(request: HttpRequest, name: str, language: Literal["en", "fr", "zh"] = "en") -> dict[str, Any]:
    """Marks such as `[gdpr]` in a text name one of its `sources`; a source `from_memory` was not read again."""
    found = rule_of(name, language)
    if found is None:
        raise Http404
    return whole(found)


@router.get("/house-rules")
@needs(Permission.READ_LEARNING)
def house_rules(request: HttpRequest) -> dict[str, Any]:
    """The newest version of each rule in force, and how many of those it asks have confirmed it within the year. Groups as
    last told; none below the least size. `confirmed` null = too few to say."""
    fence.demand_everywhere(request, Permission.READ_LEARNING)
    return {"house_rules": [one.told() for one in standing(fence.tenant(request))]}


def listed() -> list[dict[str, Any]]:
    """Also what the command line prints."""
    return [
        {
            "id": name,
            "titles": {language: one.title for language, one in found.items()},
            **_head(found["en"]),
        }
        for name, found in rules().items()
    ]


def _head(one: Rule) -> dict[str, Any]:
    return {
        "sort": one.sort.value,
        "official": one.official,
        "since": one.since,
        "rows": list(one.rows),
        "threats": list(one.threats),
        "controls": list(one.controls),
        "lessons": list(one.lessons),
    }


def whole(one: Rule) -> dict[str, Any]:
    """Everything of one rule in one language."""
    return {
        "id": one.id,
        "language": one.language,
        "title": one.title,
        "summary": one.summary,
        **_head(one),
        "binds_if": [list(group) for group in one.binds_if],
        "what": one.what,
        "binds": list(one.binds),
        "asks": [{"at": claim.at, "text": claim.text} for claim in one.asks],
        "tomorrow": list(one.tomorrow),
        "often_misread": [{"said": told.said, "truth": told.truth} for told in one.misread],
        "sources": told_sources(one.sources),
    }  # fmt: skip
