"""States, steps and troubles of an export, in the language of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rempart.upkeep.store.models import OrganisationExport


def step(what: str) -> str:
    """What is being written now."""
    steps = {
        "place": _("The record is brought up to date"),
        "rows": _("Sites, people and settings"),
        "personal fields": _("Personal fields"),
        "documents": _("Documents"),
        "record": _("The record"),
        "archive": _("Packed into one file"),
    }
    return steps.get(what, _("It begins within seconds"))


def state(export: OrganisationExport) -> str:
    """What became of it."""
    if export.state == OrganisationExport.GONE:
        return _("downloaded and removed") if export.fetched_at_ms else _("removed")
    return {
        OrganisationExport.WAITING: pgettext("export", "waiting"),
        OrganisationExport.WORKING: pgettext("export", "being made"),
        OrganisationExport.READY: pgettext("export", "ready"),
        OrganisationExport.STOPPED: pgettext("export", "stopped"),
        OrganisationExport.FAILED: pgettext("export", "failed"),
    }[export.state]


def trouble(code: str) -> str:
    """Why it failed, and what to do."""
    return {
        "": "",
        "disk_full": _("The disk of the installation is full. Nothing was kept; ask again once there is room."),
        "killed": _("The installation was stopped three times while it was made. Ask again when it is quiet."),
        "not_settled": _("The record did not come to rest in time. Ask again in a few minutes."),
    }.get(code, _("It could not be written. Ask again; if that fails too, the operator finds the reason in the log."))
