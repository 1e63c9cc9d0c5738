"""Lists of the API: in the order of their making, so many at a time, onward from the last one seen."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import Field

Row = TypeVar("Row", bound=Model)  # with a `uid`
LIMIT_MAX = 200


class Paged(Schema):
    """What every list takes: `after` is the `uid` that ended the page before."""

    after: str = Field("", max_length=32)
    limit: int = Field(50, ge=1, le=LIMIT_MAX)


def page(rows: QuerySet[Row], asked: Paged) -> tuple[list[Row], str | None]:
    """The rows, and what to send as `after` for the next ones; None at the end."""
    if asked.after:
        last = rows.filter(uid=asked.after).values_list("pk", flat=True).first()
        rows = rows.filter(pk__gt=last or 0)
    found = list(rows.order_by("pk")[: asked.limit + 1])
    more = str(found[asked.limit - 1].uid) if len(found) > asked.limit else None  # type: ignore[attr-defined]
    return found[: asked.limit], more


def listed(items: list[Any], more: str | None) -> dict[str, Any]:
    """The document of a list."""
    return {"items": items, "next": more}
