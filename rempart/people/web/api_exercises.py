"""The API of played drills: which there are, and what came of those that were held. They are held in the console."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import needs
from rempart.people.store.exercise import Held
from rempart.people.web.present_exercises import listed

router = Router(tags=["exercises"])
SHOWN = 500


@router.get("/exercises")
@needs(Permission.READ_LEARNING)
def all_exercises(request: HttpRequest) -> dict[str, Any]:
    """Every drill in its order, its titles by language; `fewest` and `most` are people in the room."""
    return {"exercises": listed()}


@router.get("/exercises/held")
@needs(Permission.READ_LEARNING)
def all_held(request: HttpRequest) -> dict[str, Any]:
    """The newest first, at most 500. `marks` are ids with the second of play at which each was seen, of the group."""
    fence.demand_everywhere(request, Permission.READ_LEARNING)
    rows = Held.objects.filter(organisation=fence.tenant(request)).order_by("-begun_ms")[:SHOWN]
    return {
        "held": [
            {
                "uid": row.uid, "exercise": row.exercise, "people": row.people, "begun_ms": row.begun_ms,
                "ended_ms": row.ended_ms, "is_broken_off": row.is_broken_off, "roles": row.roles, "marks": row.marks,
                "better": row.actions,
            }
            for row in rows
        ]
    }  # fmt: skip
