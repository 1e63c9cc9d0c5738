"""A SAML assertion counts once."""

from django.db import IntegrityError, transaction

from rempart.access.actions.visit import digest_of
from rempart.access.store.models import UsedAssertion
from rempart.directory.actions.action import now_ms
from rempart.terms.duration import DAY_S


def use_assertion(provider: str, assertion: str) -> bool:
    """False for one that was used before, or has no id. Kept for a day: assertions live for minutes."""
    if not assertion:
        return False
    try:
        with transaction.atomic():
            UsedAssertion.objects.create(digest=digest_of(f"{provider} {assertion}"), until_ms=now_ms() + DAY_S * 1000)
    except IntegrityError:
        return False
    return True
