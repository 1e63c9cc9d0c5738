"""How an organisation's own mail server vouches for senders: asked for a mailbox and for SMTP alike."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_HOPS = 5


def own_server() -> forms.CharField:
    """Whose word counts."""
    return forms.CharField(
        max_length=253, required=False, label=_("Name of your server in Authentication-Results"),
        help_text=_("The first word after “Authentication-Results:” in a mail you received. Without it nobody is recognised by mail: such reports lie on a pile of their own."),
    )  # fmt: skip


def own_hops_behind() -> forms.IntegerField:
    """How far below the top its word may stand."""
    return forms.IntegerField(
        min_value=0, max_value=MAX_HOPS, initial=0, label=_("Own servers behind it"),
        help_text=_("How many “Received:” lines stand above that line in a mail you received. Usually 0 or 1."),
    )  # fmt: skip
