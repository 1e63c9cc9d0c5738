"""Texts of codes: checks, troubles, outcomes, kinds."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rempart.updates.core.sheet import Check

KINDS: dict[str, Promise] = {
    "plugin": gettext_lazy("plug-in"),
    "theme": gettext_lazy("theme"),
    "core": gettext_lazy("WordPress itself"),
}
CHECKS: dict[str, Promise] = {
    "pages": gettext_lazy("Pages as a visitor meets them"),
    "sign_in": gettext_lazy("Sign-in with name and password"),
    "shop": gettext_lazy("Cart, checkout and account"),
    "journey": gettext_lazy("Your own journey"),
    "log": gettext_lazy("Error log of PHP"),
    "database": gettext_lazy("The new version runs, its tables are brought up"),
    "schema": gettext_lazy("Tables"),
    "options": gettext_lazy("Settings of the site"),
    "pictures": gettext_lazy("Pictures of pages"),
}
OUTCOMES: dict[str, Promise] = {
    "passed": gettext_lazy("in order"),
    "failed": gettext_lazy("broken"),
    "noted": gettext_lazy("changed"),
    "skipped": gettext_lazy("not tried"),
}
WORKS: dict[str, Promise] = {
    "try": gettext_lazy("Trial on a copy"),
    "apply": gettext_lazy("Laid live"),
    "compare": gettext_lazy("What a return would lose"),
    "undo": gettext_lazy("Taken back"),
}
STEPS: dict[str, Promise] = {
    "copy": gettext_lazy("the copy is being made"),
    "before": gettext_lazy("looking at the site before"),
    "pictures": gettext_lazy("taking pictures"),
    "laying": gettext_lazy("laying the files"),
    "upgrading": gettext_lazy("bringing up the tables"),
    "network": gettext_lazy("bringing up the tables of the network's other sites"),
    "after": gettext_lazy("looking at the site after"),
    "database": gettext_lazy("keeping the database"),
    "files": gettext_lazy("copying files"),
}


def check_text(check: Check) -> str:
    """One sentence of numbers."""
    n = check.numbers
    if check.outcome == "skipped":
        return _skipped(check)
    if check.code in ("pages", "shop"):
        text = ngettext(
            "%(pages)s page looked at, %(worse)s worse", "%(pages)s pages looked at, %(worse)s worse", n["pages"]
        )
        return text % n
    if check.code == "journey":
        return _("%(done)s of %(steps)s steps went well") % n
    if check.code == "log":
        text = ngettext(
            "%(new)s new line, %(fatal)s of them ends a page",
            "%(new)s new lines, %(fatal)s of them end a page",
            n["new"],
        )
        return text % n
    if check.code == "database" and n.get("sites"):
        text = ngettext(
            "with those of %(sites)s more site of the network",
            "with those of %(sites)s more sites of the network",
            n["sites"],
        )
        return text % n
    if check.code in ("schema", "options"):
        return _("%(count)s changed") % n if n["count"] else _("nothing changed")
    if check.code == "pictures":
        text = ngettext(
            "%(pages)s page compared, %(other)s with another look",
            "%(pages)s pages compared, %(other)s with another look",
            n["pages"],
        )
        return text % n
    return ""


def _skipped(check: Check) -> str:
    if check.code == "pictures":
        return (
            _("No browser is at hand on this machine.") if check.why == "no_tool" else _("No picture could be taken.")
        )
    if check.code == "shop":
        return _("No shop pages were found.")
    if check.code == "journey":
        return _("It did not work before either.") if check.items else _("No steps are set.")
    return _("It did not work before either.")


def network_texts(done: int, left: int) -> list[str]:
    """What came of a network's other sites, and what a person can do."""
    found = []
    if done:
        text = ngettext(
            "Tables of %(n)s more site of the network are up to date.",
            "Tables of %(n)s more sites of the network are up to date.",
            done,
        )
        found.append(text % {"n": done})
    if left:
        text = ngettext(
            "%(n)s more waits: in WordPress, My Sites > Network Admin > Dashboard > Upgrade Network brings it up.",
            "%(n)s more wait: in WordPress, My Sites > Network Admin > Dashboard > Upgrade Network brings them up.",
            left,
        )
        found.append(text % {"n": left})
    return found


def trouble_text(code: str) -> str:
    """What happened, and what a person can do."""
    return {
        "not_tried": _("No trial has passed in the last 14 days: try it on a copy first."),
        "not_looked": _("Pictures changed: say that you have looked at them."),
        "not_here": _("This way to the site can only be read: lay the update by hand; the trial still counts."),
        "closed": _("Nobody at the site allows it now: open it there under Tools > Rempart, then ask again."),
        "old_companion": _("The companion on the site is too old for that: upload its new zip in wp-admin."),
        "restore_kept": _(
            "A restore of this site can still be taken back, and the site keeps one way back at a time. Take it back in "
            "the vault, or wait until its seven days are over."
        ),
        "compiled": _(
            "PHP there goes on with the files that it has compiled until its host restarts it: ask the host to let it "
            "look at files again (opcache.validate_timestamps)."
        ),
        "apart": _(
            "The content or the uploads of this site lie outside the folder of WordPress: that is not laid yet."
        ),
        "refused_us": _("The site or its server does not let us in: look at the companion, or at account and key."),
        "host_key": _("The key of the server is not confirmed: compare it in the plan of the vault."),
        "no_key": _("A private key is needed for that: with a password files can only be read."),
        "no_way": _("Nobody has said how the site is reached: set a plan in the vault."),
        "no_snapshot": _("There is no snapshot to make a copy from: take one in the vault."),
        "no_copies": _("No copy can be made here."),
        "no_isolation": _("This machine cannot hold a copy behind walls (bubblewrap is missing or not allowed)."),
        "no_wordpress": _("No WordPress was found in the snapshot."),
        "not_masked": _("Personal data in the copy could not be masked, so it was not opened."),
        "no_answer": _("The site did not answer before the update: nothing can be compared."),
        "broke_live": _("The site did not stand the look after the update. The files before are back."),
        "too_long": _(
            "Keeping the database took longer than a minute: visitors came in again and nothing was changed."
        ),
        "changed_live": _("Somebody else changed the same part in the meantime; it was left alone."),
        "busy": _("A restore of this site is being done: wait for its end."),
        "missing": _("What was there before is no longer kept."),
        "seen_other": _("More came in since the list was read: look at it again."),
        "poisoned": _("Something is not what was tried, and was not touched."),
        "unreachable": _("The server does not answer."),
        "bad_answer": _("The answer cannot be used."),
        "not_allowed": _("That is not allowed here."),
        "no_room": _("The disk has too little room."),
        "too_large": _("It is larger than it may be."),
        "unreadable": _("Something cannot be read or written."),
        "no_tool": _("A program is missing on this machine."),
        "gone": _("The copy went away before the trial was through: try again."),
        "gave_up": _("It was begun several times and never ended."),
        "silent": _("It took too long."),
    }.get(code, code)


def refusal_text(code: str) -> str:
    """Why a package is none."""
    return {
        "no_zip": _("This is no zip archive, or it is damaged."),
        "too_large": _("It holds more, or larger, files than a package may."),
        "bomb": _("It would unpack to far more than it is."),
        "outside": _("A file in it would land outside of its folder."),
        "bad_name": _("A file in it has a name that no package has."),
        "link": _("It holds a link; packages hold files."),
        "twice": _("It holds the same name twice."),
        "encrypted": _("It is encrypted."),
        "no_folder": _("A package has exactly one folder at its top."),
        "no_header": _("No readable header says that it is a plug-in, a theme or WordPress."),
        "elsewhere": _("This release does not come from WordPress.org: bring the zip file of its maker."),
        "altered": _("WordPress.org published this version with other files."),
    }.get(code, trouble_text(code))


def loss_text(kind: str) -> str:
    """What kind of row."""
    known = {
        "orders": _("Orders"), "users": _("Accounts"), "comments": _("Comments"), "order_note": _("Notes at orders"),
    }  # fmt: skip
    return known.get(kind, kind)
