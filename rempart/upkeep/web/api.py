"""The API of upkeep, for whoever operates the installation."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, needs
from rempart.directory.web.idempotent import idempotent
from rempart.upkeep import asking, backup, nightly, places
from rempart.upkeep.web.export_api import router as exports

router = Router(tags=["upkeep"])
router.add_router("", exports)


class BackupState(Schema):
    """The newest backup, and whether one is asked for and not made yet."""

    last_made_at: str | None
    last_bytes: int | None
    is_sealed: bool | None
    is_asked_for: bool


def _house(request: HttpRequest) -> Organisation:
    """For other organisations than the one that runs the installation there is nothing here."""
    if not fence.is_house(request):
        raise Http404
    return fence.tenant(request)


def _state() -> dict[str, Any]:
    made = backup.made_in(places.data_backups(settings.STATE))
    last = made[-1] if made else None
    return {
        "last_made_at": last.manifest.made_at if last else None,
        "last_bytes": last.bytes if last else None,
        "is_sealed": bool(last.manifest.seal) if last else None,
        "is_asked_for": nightly.is_wished(settings.STATE),
    }


@router.get("/upkeep/backup", response=BackupState)
@needs(Permission.OPERATE, whole=True)
def last_backup(request: HttpRequest) -> dict[str, Any]:
    """When the installation was last backed up."""
    _house(request)
    return _state()


@router.post("/upkeep/backup", response={202: BackupState})
@needs(Permission.OPERATE, whole=True)
@idempotent
def back_up(request: HttpRequest) -> Answer:
    """Ask for a backup; the worker begins within seconds."""
    asking.ask_for_backup(fence.account(request), _house(request), settings.STATE)
    return Status(202, {**_state(), "is_asked_for": True})
