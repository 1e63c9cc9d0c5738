"""Serves the files of a package into a sandbox without an origin. No cookie is read here: a ticket in the address opens the
files of one package for some hours, and nothing else; it names nobody."""

import re

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from rempart.design.policy import sandboxed
from rempart.people.core.standards.course import Kind
from rempart.people.core.standards.unpack import PAGES
from rempart.people.store import shelf
from rempart.people.store.packages import LessonPackage, PackageFile
from rempart.people.web.part_of_file import part_of

TICKET_S = 12 * 3_600  # a working day with a lunch break
_SALT = "rempart.people.package"
_HEAD = re.compile(rb"<head(?:\s[^>]{0,2000})?>|<html(?:\s[^>]{0,2000})?>|<!doctype[^>]{0,500}>", re.IGNORECASE)
HEAD_BYTES = 65_536  # of a page: where its head begins
RUNTIMES = {Kind.SCORM12: "scorm12.min.js", Kind.SCORM2004: "scorm2004.min.js"}
# What lessons are made of; anything else is handed out as bytes that no browser opens.
TYPES = {
    "html": "text/html", "htm": "text/html", "xhtml": "application/xhtml+xml", "xht": "application/xhtml+xml",
    "js": "text/javascript", "mjs": "text/javascript", "css": "text/css", "json": "application/json", "xml": "text/xml",
    "xsd": "text/xml", "txt": "text/plain", "vtt": "text/vtt", "srt": "text/plain", "csv": "text/csv",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
    "webp": "image/webp", "ico": "image/x-icon", "bmp": "image/bmp", "avif": "image/avif",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "wav": "audio/wav",
    "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg",
    "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf", "eot": "application/vnd.ms-fontobject",
    "pdf": "application/pdf", "wasm": "application/wasm",
}  # fmt: skip
_TEXTS = ("text/javascript", "text/css", "application/json")  # UTF-8 by their standards; pages say it themselves


def folder_of(package: LessonPackage) -> str:
    """The address below which its files are for the next hours, as a path."""
    ticket = signing.TimestampSigner(salt=_SALT, sep=".").sign(package.uid)
    return reverse("package_file", kwargs={"ticket": ticket, "path": "-"})[:-1]


@require_safe
def package_file(request: HttpRequest, ticket: str, path: str) -> HttpResponseBase:
    """One file. What it says in its headers holds wherever it is opened: also in a tab of its own it has no origin."""
    try:
        uid = signing.TimestampSigner(salt=_SALT, sep=".").unsign(ticket, max_age=TICKET_S)
    except signing.BadSignature as bad:
        raise Http404 from bad
    found = PackageFile.objects.filter(package__uid=uid, path=path).select_related("package").first()
    if found is None:
        raise Http404
    response = _answer(request, found)
    response["Access-Control-Allow-Origin"] = "*"  # a page without an origin asks for its own fonts and data so
    response["Cache-Control"] = "private, max-age=3600"
    folder = request.path[: len(request.path) - len(path)]
    sandboxed(request, response, folder, scripts=static("people/"), speaks_to=reverse("xapi"))
    return response


def _answer(request: HttpRequest, found: PackageFile) -> HttpResponseBase:
    """A page with its runtime, anything else as it is, or the part of it that was asked for."""
    ending = found.path.rpartition(".")[2].lower()
    kind = TYPES.get(ending, "application/octet-stream")
    said = f"{kind}; charset=utf-8" if kind in _TEXTS else kind
    try:
        if ending in PAGES:
            data = shelf.file_of(found.sha256).read_bytes()
            return HttpResponse(with_bridge(data, found.package.standard), content_type=said)
        return part_of(request, shelf.file_of(found.sha256), found.sha256, said)
    except FileNotFoundError as gone:
        raise Http404 from gone


def with_bridge(data: bytes, kind: Kind) -> bytes:
    """The page, with its runtime before anything else of it runs."""
    sources = [f"people/runtime/{RUNTIMES[kind]}"] if kind in RUNTIMES else []
    tags = "".join(f'<script src="{static(one)}"></script>' for one in [*sources, "people/bridge.js"]).encode()
    found = None
    for found in _HEAD.finditer(data[:HEAD_BYTES]):
        if found[0].lower().startswith(b"<head"):
            break
    at = found.end() if found else 0
    return data[:at] + tags + data[at:]
