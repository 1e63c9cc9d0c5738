"""How allauth keeps and names second factors here: secrets sealed, the last one not to be removed where one is due."""

import base64
import ipaddress
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from rempart.access.store.factors import STRONG, must_have_factor
from rempart.channel import sealed
from rempart.directory.actions.action import now_ms

CONTEXT = "second factor"


def can_use_passkeys(host: str) -> bool:
    """Browsers know passkeys by name only, never by an address such as 127.0.0.1."""
    name = host.partition(":")[0].strip("[]")
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(name) and not host.startswith("[")
    return False


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's adapter with our seal."""

    def encrypt(self, text: str) -> str:
        """What the table holds of an app's secret and of the seed of recovery codes."""
        return base64.b64encode(sealed.encrypt(text.encode(), CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises Unreadable: a secret that somebody put there in the clear is no secret."""
        return sealed.decrypt(base64.b64decode(encrypted_text), CONTEXT).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Another one is set up before the last one goes."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        if others.exclude(pk=authenticator.pk).exists():
            return True
        return not must_have_factor(authenticator.user, now_ms())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What the field says before the person types."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Named after the product: the host alone would be all that a person sees in a list of passkeys."""
        host = context.request.get_host()
        return {"id": host.partition(":")[0], "name": f"Rempart ({host})"}
