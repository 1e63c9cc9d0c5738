"""Who may do what: the matrix of roles."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rempart.directory.core.roles import GRANTS, OFFERED, Permission
from rempart.directory.web import fence
from rempart.directory.web.page import show
from rempart.directory.web.words import PERMISSIONS, ROLES


@login_required
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Every role and every permission. It is no secret: whoever may do anything here may know what a role means."""
    fence.demand_anything(request)
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
