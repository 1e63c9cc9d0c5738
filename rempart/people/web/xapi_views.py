"""The record store that a launched unit of cmi5 speaks to: its own launch, and nothing else. No cookie is read here.

A unit runs in a sandbox without an origin, so every origin is let in: what opens the door is the token of the launch.
"""

import functools
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from rempart.people.actions import package_xapi as store
from rempart.people.actions.package_take import Shut, Stale
from rempart.people.core.standards.statements import CMI5, LAUNCH_DATA, MAX_DOCUMENT, BadStatement
from rempart.people.store.packages import PackageStatement

VERSION = "1.0.3"
MAX_BODY = 256 * 1024  # of one request; a statement of a lesson has some 2 KB
MAX_NAME = 100  # characters of a document's id
VERBS = "GET, POST, PUT, DELETE, OPTIONS"
Speaking = Callable[[HttpRequest, store.Opened], HttpResponse]


def home(request: HttpRequest) -> str:
    """Whose word for the learner it is: this console's address."""
    return f"{request.scheme}://{request.get_host()}"


def _open(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = VERBS
    answer["Access-Control-Allow-Headers"] = (
        "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match"
    )
    answer["Access-Control-Expose-Headers"] = "X-Experience-API-Version, X-Experience-API-Consistent-Through"
    answer["X-Experience-API-Version"] = VERSION
    return answer


def _said(status: int, why: str) -> HttpResponse:
    return JsonResponse({"error": why}, status=status)


def _for_anybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Also answers what a browser asks first."""

    @csrf_exempt
    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        return _open(HttpResponse(status=204) if request.method == "OPTIONS" else view(request, *args, **named))

    return answered


def _by_token(*methods: str) -> Callable[[Speaking], Callable[..., HttpResponse]]:
    """Finds the launch, and turns what goes wrong into the codes of xAPI."""

    def dressed(view: Speaking) -> Callable[..., HttpResponse]:
        @_for_anybody
        @functools.wraps(view)
        def spoken(request: HttpRequest) -> HttpResponse:
            if request.method not in methods:
                return _said(405, "not that verb")
            if int(request.headers.get("Content-Length") or 0) > MAX_BODY:
                return _said(413, "too much at once")
            try:
                token = request.headers.get("Authorization", "").removeprefix("Basic ").strip()
                return view(request, store.opened(token, home(request)))
            except store.Foreign:
                return _said(401, "the token of a launch opens this")
            except Shut:
                return _said(403, "the lesson is not open")
            except BadStatement as bad:
                return _said(403 if bad.is_foreign else 400, str(bad))
            except Stale:
                return _said(409, "it was said already, or the attempt has ended")
            except store.Full:
                return _said(413, "more than one part may keep")

        return spoken

    return dressed


@_for_anybody
def about(request: HttpRequest) -> HttpResponse:
    """Which version is spoken; needs no token."""
    return JsonResponse({"version": [VERSION]})


@_for_anybody
def fetch(request: HttpRequest, ticket: str) -> HttpResponse:
    """The token of a launch, once; errors are told in words, as cmi5 asks."""
    if request.method != "POST":
        return _said(405, "not that verb")
    try:
        return JsonResponse({"auth-token": store.fetched(ticket)})
    except store.Foreign:
        return JsonResponse(
            {"error-code": "1", "error-text": "This address has been used, or it is too old."}, status=403
        )


@_by_token("GET", "POST", "PUT")
def statements(request: HttpRequest, here: store.Opened) -> HttpResponse:
    """What was said in this launch's part, or more of it."""
    if request.method == "GET":
        rows = PackageStatement.objects.filter(run=here.run).order_by("-pk")
        if wanted := request.GET.get("statementId"):
            found = rows.filter(uid=wanted[:36]).first()
            return JsonResponse({**found.body, "id": found.uid}) if found else _said(404, "it was not said here")
        return JsonResponse({"statements": [{**row.body, "id": row.uid} for row in rows[:100]], "more": ""})
    given = _json(request)
    if request.method == "PUT":
        if not isinstance(given, dict) or not request.GET.get("statementId"):
            raise BadStatement("a statement and its id")
        given = {**given, "id": request.GET["statementId"]}
    ids = store.say(here, given if isinstance(given, list) else [given])
    return HttpResponse(status=204) if request.method == "PUT" else JsonResponse(ids, safe=False)


@_by_token("GET", "POST", "PUT", "DELETE")
def state(request: HttpRequest, here: store.Opened) -> HttpResponse:
    """Documents that the unit keeps for itself; the first one is ours, and says how it was launched."""
    name = request.GET.get("stateId", "")
    if not 0 < len(name) <= MAX_NAME or request.GET.get("activityId") != here.launch.activity:
        return _said(400, "the activity of the launch, and a name")
    if name == LAUNCH_DATA:
        return JsonResponse(_launch_data(here)) if request.method == "GET" else _said(403, "this one is not yours")
    if request.method == "GET":
        found = store.document(here, name)
        return HttpResponse(found[1], content_type=found[0]) if found else _said(404, "nothing is kept by that name")
    text = "" if request.method == "DELETE" else request.body.decode("utf-8", "replace")
    if len(text) > MAX_DOCUMENT:
        raise store.Full
    store.write(
        here, name, text, "application/json" if "json" in request.headers.get("Content-Type", "") else "text/plain"
    )
    return HttpResponse(status=204)


@_by_token("GET")
def profile(request: HttpRequest, here: store.Opened) -> HttpResponse:
    """What the learner prefers: nothing is told."""
    return _said(404, "nothing is told about the learner")


def _launch_data(here: store.Opened) -> dict[str, Any]:
    part = here.launch.part
    session = {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": here.run.launch}
    data: dict[str, Any] = {
        "contextTemplate": {
            "registration": here.launch.registration, "extensions": session,
            "contextActivities": {"grouping": [{"id": part.id}], "category": [{"id": CMI5}]},
        },
        "launchMode": "Normal", "moveOn": part.moves_on or "NotApplicable",
    }  # fmt: skip
    if part.passing:
        data["masteryScore"] = float(part.passing)
    if part.data:
        data["launchParameters"] = part.data
    return data


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body, parse_constant=_no_number)
    except (ValueError, RecursionError) as bad:
        raise BadStatement("it is no JSON") from bad


def _no_number(word: str) -> float:
    raise ValueError(word)
