"""The fixed words of the cases: how far one is known, from which side it comes, what a defence is, kinds of drills."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rempart.people.core.case import Aspect, Kind, Side

KINDS: dict[Kind, tuple[Promise, Promise]] = {
    Kind.DOCUMENTED: (
        pgettext_lazy("case", "documented"),
        _("What is told as a fact has a public source; what nobody has said stands as not known."),
    ),
    Kind.PARTLY_CONFIRMED: (
        pgettext_lazy("case", "partly confirmed"),
        _("Only a part of this is confirmed. The rest stands as open, or as the claim of whoever made it."),
    ),
    Kind.SCENARIO: (
        pgettext_lazy("case", "scenario"),
        _("A scenario: invented, or without a public trace. Its people, firms and figures are no facts; documented cases beside it have their sources."),
    ),
}  # fmt: skip
SIDES: dict[Side, tuple[Promise, Promise]] = {
    Side.SUPPLIERS: (_("The supply chain"), _("A supplier holds what is yours.")),
    Side.INSIDER: (_("The inside"), _("Somebody who is allowed to be there.")),
    Side.THIRD_PARTY_COMPONENT: (_("The third-party component"), _("Something built in and forgotten.")),
    Side.EVERYDAY_TOOL: (_("The everyday tool"), _("Something so small that nobody counts it.")),
    Side.DEPENDENCY: (_("The single point"), _("One service on which everything hangs.")),
    Side.EXTORTION: (_("Extortion"), _("Systems are locked, and data are taken.")),
    Side.IMPERSONATION: (_("Impersonation"), _("A voice or a face is not whose it seems.")),
    Side.TRENDS: (_("The whole map"), _("What the cases have in common.")),
}
ASPECTS: dict[Aspect, tuple[Promise, Promise]] = {
    Aspect.TECHNOLOGY: (pgettext_lazy("aspect", "Technology"), _("It checks, limits and brings back.")),
    Aspect.PROCESS: (pgettext_lazy("aspect", "Process"), _("It says who asks whom, and by when.")),
    Aspect.CULTURE: (pgettext_lazy("aspect", "Culture"), _("It decides whether somebody speaks.")),
}
CIRCLES: tuple[Promise, ...] = (_("The organisation"), _("Customers and partners"), _("Everybody else"))
DRILLS: dict[str, Promise] = {
    "mail": _("a drill by mail"),
    "phone": _("a drill by phone"),
    "sms": _("a drill by SMS"),
    "qr": _("a drill with a QR code"),
    "usb": _("a drill with a USB stick"),
    "shared_drive": _("a drill on a shared drive"),
    "cloud_folder": _("a drill with a cloud folder"),
    "payment_voice": _("a drill with a payment order by voice"),
    "archive": _("a blind test with a harmless archive"),
    "table_top": _("a table-top exercise"),
    "red_blue": _("red against blue"),
    "ai_key": _("a drill with a key of an AI tool"),
}
