"""The doors of remote probes: enrolment by a code, and then signed exchanges. No session, no cookie."""

import msgspec
from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rempart.watch.actions.probes import enrol_probe, hear_probe, known_probe
from rempart.watch.core import probe_wire
from rempart.watch.core.probe_wire import BODY_MAX, Enrolled, Enrolment, Sent

ENROL_MAX = 1_024


@csrf_exempt
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """One answer for every code that does not work."""
    body = _body(request, ENROL_MAX)
    if body is None:
        return _refused(413)
    try:
        asked: Enrolment = probe_wire.read(body, Enrolment)
    except ValueError:
        return _refused(400)
    probe = enrol_probe(asked.code, asked.key, _peer(request))
    return _refused(403) if probe is None else _said(Enrolled(probe))


@csrf_exempt
@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """What was seen against what is wanted."""
    body = _body(request, BODY_MAX)
    if body is None:
        return _refused(413)
    said, number = request.headers, request.headers.get(probe_wire.NUMBER_HEADER, "")
    is_number = number.isascii() and number.isdigit() and len(number) < 20
    signature = said.get(probe_wire.SIGNATURE_HEADER, "")[:200]
    uid = said.get(probe_wire.ID_HEADER, "")[:16]
    try:
        row = known_probe(uid, int(number) if is_number else 0, body, signature)
        if row is None:
            return _refused(403)
        return _said(hear_probe(row, probe_wire.read(body, Sent), _peer(request)))
    except ValueError:
        return _refused(400)
    except OperationalError:  # a busy database: the probe sends it again
        return _refused(503)


def _body(request: HttpRequest, most: int) -> bytes | None:
    try:
        if int(request.headers.get("Content-Length") or 0) > most:
            return None
        return request.body
    except (RequestDataTooBig, ValueError):
        return None


def _peer(request: HttpRequest) -> str:
    """Where it comes from, as our own front or the socket saw it."""
    return (get_client_ip(request) or "")[:45]


def _said(answer: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(answer), content_type="application/json")


def _refused(status: int) -> HttpResponse:
    return JsonResponse({"error": "refused"}, status=status)
