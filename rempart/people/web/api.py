"""The API of learning: which lessons there are, and how much was learnt here, in counts. Nobody's own way is told."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import needs
from rempart.people.actions.tell_learning import learning_of
from rempart.people.core.lesson_faults import minutes
from rempart.people.core.library import Shelf, lessons
from rempart.people.core.shelves import plain
from rempart.people.store.library import lessons_of
from rempart.people.web import (
    api_cases,
    api_exercises,
    api_packages,
    api_programme,
    api_rewards,
    api_rules,
    api_teach,
    api_writing,
)
from rempart.people.web.present import year_minutes

router = Router(tags=["lessons"])
ON_ONE_PATH = (api_programme, api_teach)  # they share a router: one path, several verbs
router.add_router("", api_cases.router)
router.add_router("", api_exercises.router)
router.add_router("", api_programme.router)
router.add_router("", api_rewards.router)
router.add_router("", api_packages.router)
router.add_router("", api_writing.router)
router.add_router("", api_rules.router)


@router.get("/lessons")
@needs(Permission.READ)
def all_lessons(request: HttpRequest) -> dict[str, Any]:
    """Every lesson in its order, its titles by language; `reads_min` is the longest way, read carefully in English."""
    return {"lessons": listed(lessons_of(fence.tenant(request)))}


@router.get("/learning")
@needs(Permission.READ_PEOPLE)
def learning(request: HttpRequest) -> dict[str, Any]:
    """The last year, over everybody the organisation names; `median_minutes` null = nobody is named."""
    organisation = fence.tenant(request)
    fact = learning_of(organisation, year_minutes(organisation))
    return {name: getattr(fact, name) for name in fact.__struct_fields__}


def listed(shelf: Shelf | None = None) -> list[dict[str, Any]]:
    """Without a shelf those that ship, which is what the command line prints."""
    return [
        {
            "id": name,
            "titles": {language: one.title for language, one in found.items()},
            "minutes": plain(found).minutes,
            "reads_min": round(minutes(plain(found)), 1),
            "rows": list(plain(found).rows),
            "threats": list(plain(found).threats),
            "controls": list(plain(found).controls),
            "questions": len(plain(found).questions),
        }
        for name, found in (lessons() if shelf is None else shelf).items()
    ]
