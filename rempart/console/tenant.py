"""Which organisation a request acts in: the one chosen in this session, else the first membership."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership

CHOSEN = "organisation"


class CurrentTenant:
    """Middleware: sets request.tenant and request.role; both None for nobody and for a member of nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look up the membership; a choice that is no longer valid falls back to the first."""
        member = self.membership(request)
        request.tenant = member.organisation if member else None  # type: ignore[attr-defined]
        request.role = Role(member.role) if member else None  # type: ignore[attr-defined]
        return self.get_response(request)

    @staticmethod
    def membership(request: HttpRequest) -> Membership | None:
        """The membership in force."""
        if not isinstance(request.user, Account):
            return None
        mine = Membership.objects.filter(account=request.user).select_related("organisation").order_by("pk")
        chosen = request.session.get(CHOSEN)
        return (mine.filter(organisation__uid=chosen).first() if chosen else None) or mine.first()
