"""What the page calls the questions of the check-up; the details stay with `rempart doctor`."""

from django.utils.translation import gettext as _


def title(check: str) -> str:
    """In the reader's language; a question that has no name here yet is called by its id."""
    titles = {
        "backup": _("Age of the newest backup"),
        "backup_place": _("A backup on another disk, sealed"),
        "clock": _("Clock"),
        "data_folder": _("Rights on the data folder"),
        "database": _("Database whole"),
        "database_engine": _("Database engine"),
        "disk_space": _("Free space"),
        "expired_sessions": _("Sessions that have run out"),
        "folder_rights": _("Rights on what is kept"),
        "instance": _("Running installation"),
        "interrupted_restore": _("No restore left halfway"),
        "key_rights": _("Rights on the keys"),
        "ledger": _("Ledger"),
        "mail": _("Mail"),
        "release_list": _("List of WordPress releases"),
        "report_tools": _("Tools for PDF reports"),
        "space_forecast": _("How long the disk lasts"),
        "stuck_runs": _("Measurements that hang"),
        "tables": _("Tables of this release"),
        "tls_tool": _("Tool for TLS protocols"),
    }
    return titles.get(check, check.replace("_", " "))


def state(word: str) -> str:
    """How a question was answered."""
    return {"failed": _("failed"), "advice": _("advice"), "unknown": _("unknown"), "ok": _("in order")}[word]
