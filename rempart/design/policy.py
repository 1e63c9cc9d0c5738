"""The content policies of pages: the console's own, and the three that differ by need. Nothing else may be said.

A page of the console may frame one folder of our own address. What a stranger wrote is served into a sandbox without an
origin: no cookie, no storage, no request to the console, no address but its own folder.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase

STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_MARK = "_rempart_policy"


@dataclass(frozen=True, slots=True)
class Policy:
    """`is_sandboxed`: it has no origin, so whoever frames it gains nothing, and frames within it must be able to."""

    text: str
    is_sandboxed: bool = False


OWN = Policy(STRICT)


def policy_of(response: HttpResponseBase) -> Policy:
    """What the answer asks for, else the console's own."""
    found = getattr(response, _MARK, OWN)
    return found if isinstance(found, Policy) else OWN


def formless(response: HttpResponseBase) -> None:
    """Nothing that somebody types on this page may leave it."""
    setattr(response, _MARK, Policy(STRICT.replace("form-action 'self'", "form-action 'none'")))


def framing(request: HttpRequest, response: HttpResponseBase, folder: str) -> None:
    """This page of ours may frame that folder, and nothing else is loosened."""
    setattr(response, _MARK, Policy(f"{STRICT}; frame-src {_at(request, folder)}"))


def sandboxed(request: HttpRequest, response: HttpResponseBase, folder: str, *, scripts: str, speaks_to: str) -> None:
    """What a stranger wrote: scripts run, in no origin, and reach this folder alone.

    `scripts` is a folder of ours that it may load from, `speaks_to` one that it may send what it knows to.
    """
    own = _at(request, folder)
    text = (
        f"sandbox allow-scripts allow-forms; default-src {own} data: blob: 'unsafe-inline' 'unsafe-eval'; "
        f"script-src {own} {_at(request, scripts)} data: blob: 'unsafe-inline' 'unsafe-eval'; "
        f"connect-src {own} {_at(request, speaks_to)} data: blob:; form-action {own}; base-uri {own}; object-src 'none'"
    )
    setattr(response, _MARK, Policy(text, is_sandboxed=True))


def _at(request: HttpRequest, folder: str) -> str:
    """A source with a path; the host is one of those the console answers to."""
    return f"{request.scheme}://{request.get_host()}{folder}"


def boxed(response: HttpResponseBase) -> None:
    """A stranger's file that is only to be saved: no origin, no script, nothing loaded, framed by nobody."""
    setattr(response, _MARK, Policy("sandbox; default-src 'none'; frame-ancestors 'none'"))
