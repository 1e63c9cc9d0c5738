"""What is wrong with a credential, what to do, and where, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rempart.access.core.credentials.keeping import Care

KINDS: dict[str, Promise] = {
    "service_account": _("Service account"),
    "api_token": _("API token"),
    "scim_token": _("Token of the identity system"),
    "hr_source": _("Secret of the personnel system"),
    "connection": _("Secret of a connected system"),
    "provider": _("Secret of an identity provider"),
    "mail": _("Password of the mail server"),
}
PLACES = {
    "api_token": "api_tokens",
    "scim_token": "lifecycle_scim",
    "hr_source": "lifecycle_hr",
    "connection": "lifecycle_systems",
    "provider": "access_rules",
    "mail": "notice_mail",
}
CARES: dict[Care, Promise] = {
    Care.WEAK: _("Can be guessed, or has leaked. Replace it with a long random one."),
    Care.REUSED: _("Is the same as another one. Give each its own."),
    Care.NEVER_CHANGED: _("Never changed, as far as anybody knows. Change it, then say so here."),
    Care.OVERDUE: _("Older than it should be. Replace it."),
    Care.UNUSED: _("Not used for 90 days. End it if nothing needs it."),
}
