"""API tokens: keys of programs, which nobody misses when they are forgotten."""

from collections.abc import Iterator

from rempart.directory.actions.action import Record, now_ms
from rempart.directory.actions.end_token import end_in
from rempart.directory.actions.reviewable import Found, Reviewable
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.store.tokens import ApiToken
from rempart.terms.duration import DAY_S

UNUSED_DAYS = 90


def find(organisation: Organisation) -> Iterator[Found]:
    """Those that still work; one that was not used for 90 days, or never since, is proposed to end."""
    moment = now_ms()
    rows = ApiToken.objects.filter(organisation=organisation, ended_at_ms=None, expires_at_ms__gt=moment)
    for row in rows.select_related("account").order_by("pk"):
        since = row.last_used_ms or int(row.created_at.timestamp() * 1000)
        proposal = "revoke" if since < moment - UNUSED_DAYS * DAY_S * 1000 else ""
        yield Found(row.account, row.uid, row.last_used_ms and row.last_used_ms // (DAY_S * 1000), (), proposal)


def holds(organisation: Organisation, ref: str) -> frozenset[Permission] | None:
    """What the token is bound to."""
    row = ApiToken.objects.filter(organisation=organisation, uid=ref, ended_at_ms=None).first()
    known = {one.value for one in Permission}
    return frozenset(Permission(one) for one in row.permissions if one in known) if row else None


def revoke(record: Record, ref: str) -> None:
    """Ends it."""
    end_in(record, ApiToken.objects.get(organisation=record.organisation, uid=ref))


UNIT = Reviewable("token", "API token", "Jeton d’API", "API 令牌", find, holds, revoke)
