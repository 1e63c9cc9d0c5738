"""The API of levels: the same document as `rempart assess --json`, and many sites side by side; parts in api_*.py."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Listed, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.maturity.core.schema import json_schema
from rempart.maturity.store.models import LevelRow
from rempart.maturity.web import api_said
from rempart.maturity.web.frame import frame_of

router = Router(tags=["maturity"])
router.add_router("", api_said.router)


def _whole(schema: Any, parts: dict[str, Any]) -> Any:
    """The schema with its parts written in: references of its own lead nowhere inside another description."""
    if isinstance(schema, list):
        return [_whole(one, parts) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _whole(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
    return {name: _whole(one, parts) for name, one in schema.items() if name not in ("$defs", "$schema")}


def _assessment() -> dict[str, Any]:
    schema = json_schema()
    form = {"application/json": {"schema": _whole(schema, schema["$defs"])}}
    return {"responses": {200: {"description": "As `rempart assess --json` prints it.", "content": form}}}


class FleetOut(Schema):
    """Levels of one site; null until it was judged. `is_grey`: the evidence is old, the level was last proven so."""

    site: str
    address: str
    wall: int | None
    watch: int | None
    is_grey: bool
    judged_at: str | None


@router.get("/sites/{uid}/level", openapi_extra=_assessment())
@needs(Permission.READ)
def level(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Levels, controls, threats, next steps and return of one site (docs/generated/assess.schema.json)."""
    return dict(frame_of(fence.site(request, uid)).document)


@router.get("/fleet", response=Listed[FleetOut])
@needs(Permission.READ)
def fleet(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The sites within reach with their levels. There is no mean on purpose."""
    rows, more = page(fence.visible(request, Site.objects.select_related("levelrow")), asked)
    return listed([_levels(row) for row in rows], more)


def _levels(site: Site) -> dict[str, Any]:
    row: LevelRow | None = getattr(site, "levelrow", None)
    known = {"wall": row.wall, "watch": row.watch, "is_grey": row.is_grey} if row else {}
    judged = moment(row.judged_at_ms) if row else None
    return {"site": site.uid, "address": site.address, "wall": None, "watch": None, "is_grey": False, **known, "judged_at": judged}  # fmt: skip
