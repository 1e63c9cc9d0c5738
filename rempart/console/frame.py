"""What every page's frame needs: who is here, in which organisation, in which language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from rempart import __version__
from rempart.console.full_disk import is_full
from rempart.directory.actions.action import now_ms
from rempart.directory.core.provisional import is_provisional
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.standing import in_force
from rempart.directory.web import fence

MOST_ORGANISATIONS = 500  # an agency's clients; more need a search, not a list


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template variables `tenant`, `organisations`, `role`, `languages`, `language`, `product_version`, `disk_full`,
    `may_read_record`, `may_read_backups`, `may_anything`, `is_unfinished`."""
    return {
        "tenant": getattr(request, "tenant", None),
        "organisations": organisations(request),
        "role": getattr(request, "role", None),
        "languages": settings.LANGUAGES,
        "language": get_language() or "en",
        "product_version": __version__,
        "disk_full": is_full(),
        "may_read_record": fence.may_everywhere(request, Permission.READ_RECORD),
        "may_acknowledge": fence.may_everywhere(request, Permission.ACKNOWLEDGE),
        "may_read": fence.may(request, Permission.READ),
        "may_read_backups": fence.may(request, Permission.READ_BACKUPS),
        "may_anything": fence.may_anything(request),
        "is_unfinished": is_provisional(getattr(getattr(request, "user", None), "email", "")),
    }


def organisations(request: HttpRequest) -> list[Organisation]:
    """Those to choose from; empty for nobody and where there is no choice."""
    user = getattr(request, "user", None)
    if not isinstance(user, Account):
        return []
    mine = in_force(now_ms()).filter(account=user).select_related("organisation").order_by("organisation__name", "pk")
    found = [member.organisation for member in mine[:MOST_ORGANISATIONS]]
    return found if len(found) > 1 else []
