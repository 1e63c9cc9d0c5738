"""What stages, answers, remedies and refusals are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.contest.actions.play import Said
from rempart.contest.core.remedy import Kind
from rempart.contest.core.states import Done, Stage

STAGES: dict[str, str | Promise] = {
    Stage.WAITING: gettext_lazy("The sites are being made"),
    Stage.RUNNING: pgettext_lazy("contest", "Under way"),
    Stage.ENDED: pgettext_lazy("contest", "Ended"),
    Stage.CANCELLED: gettext_lazy("Called off"),
    Stage.FAILED: gettext_lazy("Could not be held"),
}
TROUBLES: dict[str, str | Promise] = {
    "no_isolation": gettext_lazy("Sites without a way out cannot be made here: bubblewrap is missing on this machine."),
    "no_wordpress": gettext_lazy(
        "The files of WordPress are missing on this machine. Whoever runs Rempart installs the package “wordpress”, or names a folder."
    ),
    "no_address": gettext_lazy(
        "The address that was named for the room is not on this machine. Whoever runs Rempart corrects REMPART_RANGE_LISTEN."
    ),
    "no_room": gettext_lazy("The disk has too little room for the sites."),
    "late": gettext_lazy("The sites did not stand within half an hour."),
}
OTHER_TROUBLE = gettext_lazy("One of the sites did not start. Call it again; nothing is left of this one.")
REFUSALS: dict[str, str | Promise] = {
    **TROUBLES,
    "running": gettext_lazy("Another contest is under way. End it first."),
    "minutes": gettext_lazy("Choose between 15 and 240 minutes."),
    "many": gettext_lazy("At most eight teams play at once."),
    "small": gettext_lazy(
        "At least two teams, each with eight people who have an account here; nobody counts in two teams."
    ),
    "full": gettext_lazy("This machine bears no more sites just now. Try again when another contest has ended."),
}
SAID: dict[Said, tuple[str, str | Promise]] = {
    Said.FIRST: ("success", gettext_lazy("Found, and first of all: well done.")),
    Said.FOUND: ("success", gettext_lazy("Found: well done.")),
    Said.AGAIN: ("info", gettext_lazy("Your team has that one already.")),
    Said.OWN: ("info", gettext_lazy("That is from your own site: close it, so that nobody else finds it.")),
    Said.UNKNOWN: ("info", gettext_lazy("No site of this contest has that flag. Copy it whole, from “flag-” on.")),
    Said.TOO_FAST: ("warning", gettext_lazy("Your team hands in very fast. Wait a minute, then go on.")),
}
REMEDIES: dict[Kind, str | Promise] = {
    Kind.DELETE_FILE: gettext_lazy("Delete a file"),
    Kind.NEW_PASSWORD: gettext_lazy("Give somebody a new password by chance"),
    Kind.END_APP_PASSWORDS: gettext_lazy("End somebody’s passwords for programs"),
    Kind.DELETE_PERSON: gettext_lazy("Delete a person of the site"),
    Kind.SWITCH_ON: gettext_lazy("Switch on in the shop"),
    Kind.SHOP_OFF: gettext_lazy("Switch the whole shop off"),
    Kind.SHOP_ON: gettext_lazy("Switch the shop on again"),
    Kind.START_OVER: gettext_lazy("Begin again with a new site, all weaknesses open"),
}
DONE: dict[str, str | Promise] = {
    Done.WAITING: pgettext_lazy("remedy", "in a moment"),
    Done.DONE: pgettext_lazy("remedy", "done"),
    Done.FAILED: pgettext_lazy("remedy", "changed nothing"),
}
LEVELS: dict[int, str | Promise] = {
    1: pgettext_lazy("contest", "easy"),
    2: pgettext_lazy("contest", "medium"),
    3: pgettext_lazy("contest", "hard"),
}
