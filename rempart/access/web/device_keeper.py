"""From which device somebody acts, and what an organisation keeps for trusted ones."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rempart.access.actions.see_device import see_device
from rempart.access.core.device_trust import Trust, withheld
from rempart.access.store.devices import DeviceRule
from rempart.access.web.break_glass_keeper import SEALED_ACCESS
from rempart.channel.front_word import HEADER, fingerprint_in, read_word
from rempart.channel.place import state_folder
from rempart.directory.core.bounds import bind, bounded
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.web import fence

META = "HTTP_" + HEADER.upper().replace("-", "_")


class DeviceKeeper:
    """Middleware, right behind the tenant: what is withheld is withheld in every view and every action of the request.

    API tokens are not held to it: a program has no device, and making a token is itself a dangerous right.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Looks a certificate up only where one was shown, and binds only where the organisation has a rule."""
        tenant = getattr(request, "tenant", None)
        if isinstance(request.user, Account) and isinstance(tenant, Organisation):
            self._look(request, request.user, tenant)
        return self.get_response(request)

    @staticmethod
    def _look(request: HttpRequest, account: Account, tenant: Organisation) -> None:
        header = request.META.get(META, "")
        # Read with each request that has one: the first may come before the front has ever started.
        fingerprint = fingerprint_in(header, read_word(state_folder())) if header else ""
        shown = see_device(fingerprint, account, tenant)
        rule = DeviceRule.objects.filter(organisation=tenant).first()
        cut: frozenset[Permission] = frozenset()
        if rule is not None and rule.least and not hasattr(request, SEALED_ACCESS):
            cut = withheld(fence.standing(request), Trust(rule.least), rule.roles, shown)
        if cut:
            bind(frozenset(Permission) - cut)
            request.standing = bounded(fence.standing(request))  # type: ignore[attr-defined]
        request.device_trust = shown  # type: ignore[attr-defined]
        request.device_withheld = cut  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """A right that only the device lacks: say which device would do, instead of "not for your role"."""
        cut: frozenset[Permission] = getattr(request, "device_withheld", frozenset())
        if not isinstance(trouble, PermissionDenied) or str(trouble) not in {right.value for right in cut}:
            return None
        return render(request, "access/device_needed.html", {"section": "organisation"}, status=403)


def shown_trust(request: HttpRequest) -> Trust:
    """Of the device this request came from."""
    found = getattr(request, "device_trust", Trust.UNKNOWN)
    return found if isinstance(found, Trust) else Trust.UNKNOWN
