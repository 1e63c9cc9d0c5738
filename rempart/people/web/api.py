"""The API of learning: which lessons there are, and how much was learnt here, in counts. Nobody's own way is told."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import needs
from rempart.people.actions.tell_learning import learning_of
from rempart.people.core.lesson_faults import minutes
from rempart.people.core.library import lessons
from rempart.people.web import api_cases, api_exercises, api_packages, api_programme, api_rewards
from rempart.people.web.present import year_minutes

router = Router(tags=["lessons"])
router.add_router("", api_cases.router)
router.add_router("", api_exercises.router)
router.add_router("", api_programme.router)
router.add_router("", api_rewards.router)
router.add_router("", api_packages.router)


@router.get("/lessons")
@needs(Permission.READ)
def all_lessons(request: HttpRequest) -> dict[str, Any]:
    """Every lesson in its order, its titles by language; `reads_min` is the longest way, read carefully in English."""
    return {"lessons": listed()}


@router.get("/learning")
@needs(Permission.READ_PEOPLE)
def learning(request: HttpRequest) -> dict[str, Any]:
    """The last year, over everybody the organisation names; `median_minutes` null = nobody is named."""
    organisation = fence.tenant(request)
    fact = learning_of(organisation, year_minutes(organisation))
    return {name: getattr(fact, name) for name in fact.__struct_fields__}


def listed() -> list[dict[str, Any]]:
    """Also what the command line prints."""
    return [
        {
            "id": name,
            "titles": {language: one.title for language, one in found.items()},
            "minutes": found["en"].minutes,
            "reads_min": round(minutes(found["en"]), 1),
            "rows": list(found["en"].rows),
            "threats": list(found["en"].threats),
            "controls": list(found["en"].controls),
            "questions": len(found["en"].questions),
        }
        for name, found in lessons().items()
    ]
