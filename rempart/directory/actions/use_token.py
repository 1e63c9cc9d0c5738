"""Find the token behind a secret, and note that it was used."""

from django.db.models import Q

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.make_token import PREFIX, digest
from rempart.directory.store.tokens import ApiToken
from rempart.terms.duration import MINUTE_S

SECRET_MAX = 100  # characters; ours have 51


def use_token(secret: str) -> ApiToken | None:
    """The live token of a live account, None for anything else. The last use is written once a minute at most."""
    if not secret.startswith(PREFIX) or len(secret) > SECRET_MAX:
        return None
    moment = now_ms()
    live = ApiToken.objects.filter(ended_at_ms=None, expires_at_ms__gt=moment, account__is_active=True)
    token = live.filter(digest=digest(secret)).select_related("account", "organisation").first()
    if token is not None:
        late = Q(last_used_ms=None) | Q(last_used_ms__lt=moment - MINUTE_S * 1000)
        ApiToken.objects.filter(late, pk=token.pk).update(last_used_ms=moment)
    return token
