"""Which organisation a request acts in: the one chosen in this session, else the first membership."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rempart.directory.actions.action import now_ms
from rempart.directory.core.bounds import unbounded
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership
from rempart.directory.store.standing import NOBODY, in_force, standing_of

CHOSEN = "organisation"


class CurrentTenant:
    """Middleware: sets request.tenant, request.role and request.standing; None and empty for a member of nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look up the membership; a choice that is no longer valid falls back to the first."""
        moment = now_ms()
        member = self.membership(request, moment)
        request.tenant = member.organisation if member else None  # type: ignore[attr-defined]
        request.role = Role(member.role) if member else None  # type: ignore[attr-defined]
        request.standing = standing_of(member, moment) if member else NOBODY  # type: ignore[attr-defined]
        with unbounded():
            return self.get_response(request)

    @staticmethod
    def membership(request: HttpRequest, at_ms: int) -> Membership | None:
        """The membership this request acts by: none of a closed account, none past its end."""
        if not isinstance(request.user, Account):
            return None
        mine = in_force(at_ms).filter(account=request.user).select_related("organisation").order_by("pk")
        chosen = request.session.get(CHOSEN)
        return (mine.filter(organisation__uid=chosen).first() if chosen else None) or mine.first()
