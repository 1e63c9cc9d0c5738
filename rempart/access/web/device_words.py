"""Kinds of devices and levels of trust in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.access.core.device_trust import Trust

KINDS: dict[str, Promise] = {
    "computer": pgettext_lazy("device", "Computer"),
    "phone": pgettext_lazy("device", "Telephone"),
    "tablet": pgettext_lazy("device", "Tablet"),
    "other": pgettext_lazy("device", "Something else"),
}
TRUST: dict[Trust, Promise] = {
    Trust.UNKNOWN: pgettext_lazy("device", "unknown"),
    Trust.KNOWN: pgettext_lazy("device", "known"),
    Trust.MANAGED: pgettext_lazy("device", "managed"),
}
MEANING: dict[Trust, Promise] = {
    Trust.UNKNOWN: gettext_lazy("nobody has looked at it yet"),
    Trust.KNOWN: gettext_lazy("somebody who manages devices has seen whose it is"),
    Trust.MANAGED: gettext_lazy("the organisation sets it up and keeps it up to date"),
}
FAULTS: dict[str, Promise] = {
    "long": gettext_lazy("This is longer than any signing request."),
    "form": gettext_lazy("This is no signing request. It begins with “-----BEGIN CERTIFICATE REQUEST-----”."),
    "signature": gettext_lazy("The request is not signed by its own key. Make it again."),
    "key": gettext_lazy("Keys are P-256, P-384, or RSA of 2048 to 8192 bits. Make the request with one of these."),
}
