"""Who may do what: the matrix of roles, and what the person who looks may do here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rempart.directory.core.roles import GRANTS, OFFERED, Permission
from rempart.directory.store.rights import MembershipScope
from rempart.directory.web import fence
from rempart.directory.web.page import show
from rempart.directory.web.words import PERMISSIONS, ROLES


@login_required
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Every role and every permission. It is no secret: whoever is a member may know what a role means."""
    fence.tenant(request)
    roles = [
        {
            "word": word,
            "says": says,
            "is_offered": role in OFFERED,
            "held": [PERMISSIONS[permission] for permission in Permission if permission in GRANTS[role]],
            "is_whole": len(GRANTS[role]) == len(Permission),
        }
        for role, (word, says) in ROLES.items()
    ]
    rows = [
        (PERMISSIONS[permission], [ROLES[role][0] for role in OFFERED if permission in GRANTS[role]])
        for permission in Permission
    ]
    return show(request, "matrix", "rights_matrix", roles=roles, rows=rows)


@login_required
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What the member may do here."""
    fence.tenant(request)
    return show(request, "own_rights", "own_rights", **standing_words(request))


def standing_words(request: HttpRequest) -> dict[str, object]:
    """The role and its limits in words."""
    standing = fence.standing(request)
    own_grant = standing.grants[0]
    return {
        "role_words": ROLES[standing.role] if standing.role else None,
        "held": [PERMISSIONS[permission] for permission in Permission if permission in own_grant.permissions],
        "limits": limits_of(request) if not own_grant.reach.is_whole else None,
    }


def limits_of(request: HttpRequest) -> list[str]:
    """The names of what the membership reaches; empty = nothing."""
    rows = MembershipScope.objects.filter(
        member__account=fence.account(request), member__organisation=fence.tenant(request)
    )
    return [str(row) for row in rows.select_related("site", "host", "team").order_by("pk")]
