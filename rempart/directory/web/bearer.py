"""Who calls the API: the account behind a bearer token (RFC 6750), never a cookie."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.use_token import use_token
from rempart.directory.core.bounds import bind
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.standing import membership, standing_of
from rempart.directory.store.tokens import ApiToken


class Bearer(HttpBearer):
    """Sets what the fence asks for: user, tenant, role, standing; and binds all that follows to the token's rights."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """None = 401, for an unknown token as for an expired, ended or homeless one."""
        found = use_token(token)
        if found is None:
            return None
        moment = now_ms()
        member = membership(found.account, found.organisation, moment)
        if member is None:
            return None
        known = set(Permission)
        bind(frozenset(Permission(name) for name in found.permissions if name in known))
        request.user = found.account
        request.tenant = found.organisation  # type: ignore[attr-defined]
        request.role = Role(member.role)  # type: ignore[attr-defined]
        request.standing = standing_of(member, moment)  # type: ignore[attr-defined]
        request.api_token = found  # type: ignore[attr-defined]
        return found
