"""Work, stages, troubles and media in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from rempart.backup.actions.opened import places
from rempart.backup.store.models import Store
from rempart.directory.web.unit_words import words

WORK: dict[str, Promise] = {
    "snapshot": pgettext_lazy("vault", "Snapshot"),
    "verify": pgettext_lazy("vault", "Check"),
    "restore": pgettext_lazy("vault", "Restore"),
    "rehearse": pgettext_lazy("vault", "Rehearsal"),
    "undo": pgettext_lazy("vault", "Return"),
    "import": pgettext_lazy("vault", "Old archive"),
    "forget": pgettext_lazy("vault", "Removal of an old archive"),
}
STAGES: dict[str, Promise] = {
    "waiting": pgettext_lazy("vault", "waits"),
    "running": pgettext_lazy("vault", "at work"),
    "done": pgettext_lazy("vault", "done"),
    "failed": pgettext_lazy("vault", "failed"),
    "stopped": pgettext_lazy("vault", "stopped"),
}
STEPS: dict[str, Promise] = {
    "files": gettext_lazy("files"),
    "database": gettext_lazy("database"),
    "counting": gettext_lazy("counting"),
    "checking": gettext_lazy("checking"),
    "unpacking": gettext_lazy("unpacking"),
    "waiting": gettext_lazy("waiting for other work there"),
}
MEDIA: dict[str, Promise] = {
    "disk": gettext_lazy("disk"),
    "server": gettext_lazy("another server"),
    "object_store": gettext_lazy("object store"),
}
UNREST: dict[str, Promise] = {
    "gone": gettext_lazy("many files are gone"),
    "changed": gettext_lazy("most files have changed"),
    "scrambled": gettext_lazy("files that were text are noise"),
    "rows_gone": gettext_lazy("most rows of the database are gone"),
}
RHYTHMS: dict[int, Promise] = {
    3_600: gettext_lazy("every hour"),
    21_600: gettext_lazy("every 6 hours"),
    43_200: gettext_lazy("every 12 hours"),
    86_400: gettext_lazy("every day"),
    604_800: gettext_lazy("every week"),
}


def called(store: Store) -> str:
    """A place by the name that a person gave it, else by its kind."""
    unit = places().get(store.kind)
    return store.title or (words(unit.title) if unit else store.kind)


def trouble_text(code: str) -> str:
    """What a person can do about it; the code itself for one that a later release knows."""
    return {
        "unreachable": _("The server does not answer."),
        "refused_us": _("The server does not let us in: compare account and password."),
        "missing": _("Something that should be there is not there."),
        "unreadable": _("Something cannot be read."),
        "unreadable_secret": _("A secret cannot be opened on this machine: type it again."),
        "too_large": _("It is larger than it may be."),
        "no_room": _("The disk has too little room."),
        "poisoned": _("It holds what no copy of ours holds, and was not touched."),
        "busy": _("An update of this site is being laid live: wait for its end, then ask again."),
        "closed": _("Nobody at the site allows it now: open it there under Tools > Rempart, then ask again."),
        "apart": _(
            "Its wp-content or uploads lie outside the folder of WordPress: the companion cannot copy that or put it "
            "back. On this machine or over SFTP, name the folder above both as the site’s folder."
        ),
        "other_engine": _("The site’s database is of another kind than the copy’s."),
        "other_prefix": _(
            "The site’s tables begin with another prefix than the copy’s: set it in wp-config.php first."
        ),
        "network_first": _(
            "The copy is of a network of sites: make WordPress there a network first (Tools > Network Setup), switch the "
            "companion on for all of it, then ask again."
        ),
        "network_now": _(
            "WordPress there is a network of sites, the copy is of a single site: take MULTISITE out of wp-config.php "
            "first."
        ),
        "bad_answer": _("The site says what cannot be; the state before was brought back."),
        "half_way": _(
            "The site did not answer for a day: it may stand half way. Its state before is in the list, kept first."
        ),
        "not_allowed": _("This installation’s operator has not allowed that place."),
        "no_tool": _("A program is missing on this machine."),
        "append_only": _("That place lets nobody here delete; its owner removes it there."),
        "no_place": _("No place for snapshots is chosen."),
        "locked": _("Other work holds the repository."),
        "host_key": _("Compare the key that the server shows, then type it here."),
        "no_key": _("A private key is needed for that."),
        "wrong_password": _("The repository was made with another key."),
        "snapshots_gone": _("Snapshots have disappeared, and nobody here took them away."),
        "silent": _("It took too long."),
        "gave_up": _("It was begun several times and never ended."),
        "folder_missing": _("The folder is not there."),
        "folder_empty": _("The folder is empty."),
        "database_missing": _("The database file is not there."),
        "no_archive": _("That is no file of UpdraftPlus; its name says so. Leave names as they are."),
        "sealed": _("The database of this set is encrypted: bring it in again with the phrase of UpdraftPlus."),
        "wrong_phrase": _("The phrase does not open the database of this set."),
        "engine": _("The backup program stopped with an error."),
    }.get(code, code)


def note_text(code: str) -> str:
    """What a copy does not hold."""
    return {
        "views": _("views of the database"),
        "triggers": _("triggers of the database"),
        "routines": _("stored routines of the database"),
        "not_one_moment": _("tables without transactions may be of slightly different moments"),
        "own_ini": _("settings of PHP that name a program of their host (.user.ini): kept, not put back"),
        "files_while_living": _("files were copied while the site went on"),
        "no_core": _("WordPress itself"),
        "no_config": _("wp-config.php: it holds the accounts of that day"),
        "no_database": _("the database"),
        "no_plugins": _("plug-ins"),
        "no_themes": _("themes"),
        "no_uploads": _("uploads"),
        "no_others": _("the rest of wp-content"),
        "more_left_out": _("further folders of the set: nobody knows where they belong"),
        "other_databases": _("further databases of the set"),
        "moment_of_name": _("its own time zone: the moment is the one in the file’s name"),
    }.get(code, code)


def keeping_text(hourly: int, daily: int, weekly: int, monthly: int) -> str:
    """How long snapshots are kept."""
    named = [
        (hourly, ngettext("%(n)s hour", "%(n)s hours", hourly)), (daily, ngettext("%(n)s day", "%(n)s days", daily)),
        (weekly, ngettext("%(n)s week", "%(n)s weeks", weekly)), (monthly, ngettext("%(n)s month", "%(n)s months", monthly)),
    ]  # fmt: skip
    parts = [text % {"n": count} for count, text in named if count]
    return _("one for each of the last %(list)s; the newest always") % {"list": ", ".join(parts) or "–"}
