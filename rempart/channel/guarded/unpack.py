"""Takes compressed answers apart without letting a small one grow past the limit."""

import zlib


class Broken(ValueError):
    """The bytes are not what their content coding says."""


def unpack(body: bytes, coding: str | None, limit: int) -> tuple[bytes, bool]:
    """The plain bytes, at most `limit`, and whether anything is missing. An unknown coding is left as it is."""
    name = (coding or "identity").strip().lower()
    if name in ("", "identity"):
        return body[:limit], len(body) > limit
    if name not in ("gzip", "x-gzip", "deflate"):
        return body[:limit], True
    windows = (31,) if name != "deflate" else (15, -15)  # some servers send deflate without its zlib head
    for bits in windows:
        try:
            reader = zlib.decompressobj(bits)
            plain = reader.decompress(body, limit + 1)
        except zlib.error:
            continue
        return plain[:limit], len(plain) > limit or not reader.eof
    raise Broken(f"says {name}, but is not")
