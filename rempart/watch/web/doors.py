"""The door of heartbeats: a job calls its own address; the token in it is the only key."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rempart.watch.actions.beat import beat as take_beat

TOKEN_MAX = 64


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def beat(request: HttpRequest, token: str, word: str = "") -> HttpResponse:
    """404 for every token that is nobody's, and for every other word; a body is not read."""
    if len(token) > TOKEN_MAX or word not in ("", "fail"):
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    try:
        is_known = take_beat(token, is_well=word != "fail")
    except OperationalError:  # a busy database; the job may call again
        return HttpResponse("busy\n", status=503, content_type="text/plain", headers={"Retry-After": "5"})
    if not is_known:
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
