"""A mark that every entry of a request carries: by which unusual way its actor came in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_mark: ContextVar[str] = ContextVar("mark", default="")


@contextmanager
def marked(mark: str) -> Iterator[None]:
    """Around a request; threads serve many, and nobody inherits the mark of the one before."""
    token = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(token)


def mark() -> str:
    """Empty for everybody who came in as usual."""
    return _mark.get()
