"""What is put into mail programs, the same bytes for everybody: one's own key is typed there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rempart.directory.web import fence
from rempart.mail.buttons import outlook, roundcube


@login_required
@require_GET
def roundcube_plugin(request: HttpRequest) -> HttpResponse:
    """The plug-in, for whoever runs the webmail."""
    fence.tenant(request)
    return _file(roundcube.plugin(), "application/zip", roundcube.FILE_NAME)


@login_required
@require_GET
def outlook_manifest(request: HttpRequest) -> HttpResponse:
    """What an administrator of Microsoft 365 uploads; it names this console and nothing of whoever fetches it."""
    fence.tenant(request)
    found = outlook.manifest(f"{request.scheme}://{request.get_host()}")
    return _file(found, "text/xml", outlook.FILE_NAME)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
