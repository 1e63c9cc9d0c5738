"""The API of levels: the same document as `rempart assess --json`, from the last judging."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from rempart.directory.web import fence
from rempart.maturity.web.frame import frame_of

router = Router(tags=["maturity"])


@router.get("/sites/{uid}/level")
def level(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Levels, controls, threats, next steps and return of one site (docs/generated/assess.schema.json)."""
    return dict(frame_of(fence.site(request, uid)).document)
