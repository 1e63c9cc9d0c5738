"""Words of reporting and triage, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rempart.mail.core.reported.states import Decision, Pile

DECISIONS: dict[Decision, Promise] = {
    Decision.PHISHING: pgettext_lazy("mail", "Phishing"),
    Decision.SPAM: pgettext_lazy("mail", "Advertising nobody asked for"),
    Decision.HARMLESS: pgettext_lazy("mail", "Genuine"),
    Decision.UNSURE: pgettext_lazy("mail", "Cannot be told"),
}
PILES: dict[str, Promise] = {
    Pile.QUEUE: _("To look at"),
    Pile.FLOOD: _("Many from one person"),
    Pile.UNPROVEN: _("Nobody vouches for the sender"),
    "decided": _("Decided"),
}
MACHINE: dict[str, Promise] = {
    "": _("not looked at yet"),
    "not_judged": _("not judged by a machine"),
    "phishing": _("looks like phishing"),
    "suspicious": _("looks suspicious"),
    "unsure": _("the machine is not sure"),
    "clean": _("nothing stands out"),
}
FILES: dict[str, Promise] = {
    "safe": _("Nothing in the attachments would do anything by itself."),
    "unsafe": _("An attachment would do harm."),
    "encrypted": _("An attachment is locked: nobody could look inside."),
    "unreadable": _("An attachment could not be looked into."),
}
TROUBLES: dict[str, Promise] = {
    "unresolved": _("The server’s name has no address."),
    "barred": _("The server’s address lies inside, and the operator does not allow that."),
    "refused": _("The server refuses connections on this port."),
    "timeout": _("The server did not answer in time."),
    "tls": _("No encrypted connection could be agreed on."),
    "reset": _("The server hung up."),
    "refused_us": _("The server does not take this user name and password."),
    "no_folder": _("There is no folder of that name."),
    "bad_answer": _("The server answered something unreadable."),
    "too_long": _("The server sends more than was agreed."),
    "unreadable": _("The stored password cannot be opened: type it again."),
    "no_mailbox": _("No mailbox is set."),
}
