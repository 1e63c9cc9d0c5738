"""Hands out a file that never changes: whole, one range of it, or not again (RFC 9110, sections 13 and 14)."""

from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from rempart.people.core.byte_range import Unsatisfiable, asked

BLOCK = 64 * 1024


def part_of(request: HttpRequest, file: Path, digest: str, content_type: str) -> HttpResponseBase:
    """`digest` names its content. Raises FileNotFoundError."""
    size, etag = file.stat().st_size, f'"{digest}"'
    if (held := get_conditional_response(request, etag=etag)) is not None:
        held["ETag"] = etag
        return held
    try:
        wanted = _wanted(request, size, etag)
    except Unsatisfiable:
        response: HttpResponseBase = HttpResponse(status=416, content_type=content_type)
        response["Content-Range"] = f"bytes */{size}"
        return response
    if wanted is None:
        response = FileResponse(file.open("rb"), content_type=content_type)
    else:
        first, count = wanted
        response = StreamingHttpResponse(_blocks(file, first, count), status=206, content_type=content_type)
        response["Content-Range"] = f"bytes {first}-{first + count - 1}/{size}"
        response["Content-Length"] = str(count)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """None for the whole: also where somebody holds a part of something else (If-Range). Raises Unsatisfiable."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return asked(request.headers.get("Range", ""), size)


def _blocks(file: Path, first: int, count: int) -> Iterator[bytes]:
    with file.open("rb") as source:
        source.seek(first)
        while count > 0 and (block := source.read(min(BLOCK, count))):
            count -= len(block)
            yield block
