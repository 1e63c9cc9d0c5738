"""The door of the personnel system: a signed message, no session, no cookie."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms
from rempart.lifecycle.actions.hr_secrets import valid_secrets
from rempart.lifecycle.actions.take_hr_event import Outcome, take_hr_event
from rempart.lifecycle.core.hr_event import MAX_BYTES, BadEvent, is_signed, read_event
from rempart.lifecycle.store.models import HrSource

STATUS = {Outcome.PLANNED: 202, Outcome.PAUSED: 202, Outcome.REFUSED: 409, Outcome.UNKNOWN_PERSON: 404}


@csrf_exempt
@require_POST
def take(request: HttpRequest, organisation: str) -> HttpResponse:
    """401 for everything that is not signed by a valid secret within five minutes; it says no more than that."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
            return JsonResponse({"error": f"at most {MAX_BYTES} bytes"}, status=413)
        body = request.body
    except (RequestDataTooBig, ValueError):
        return JsonResponse({"error": f"at most {MAX_BYTES} bytes"}, status=413)
    source = HrSource.objects.filter(organisation__uid=organisation).select_related("organisation", "made_by").first()
    moment = now_ms()
    stamp, signature = request.headers.get("X-Rempart-Timestamp", ""), request.headers.get("X-Rempart-Signature", "")
    if source is None or not is_signed(_secrets(source, moment), stamp, body, signature, moment):
        return JsonResponse({"error": "not signed by a valid secret, or too old"}, status=401)
    try:
        outcome = take_hr_event(source, read_event(body))
    except BadEvent as bad:
        return JsonResponse({"error": str(bad)}, status=400)
    return JsonResponse({"outcome": outcome.value}, status=STATUS.get(outcome, 200))


def _secrets(source: HrSource, moment: int) -> list[bytes]:
    try:
        return valid_secrets(source, moment)
    except Unreadable:
        return []
