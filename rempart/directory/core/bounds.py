"""A request by API token may do less than its account: these bounds hold in every action and view it reaches."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from rempart.directory.core.roles import Permission
from rempart.directory.core.standing import Standing

_bounds: ContextVar[frozenset[Permission] | None] = ContextVar("bounds", default=None)


@contextmanager
def unbounded() -> Iterator[None]:
    """Around each request: threads serve many, and nobody inherits the bounds of the one before."""
    token = _bounds.set(None)
    try:
        yield
    finally:
        _bounds.reset(token)


def bind(permissions: frozenset[Permission]) -> None:
    """From here to the end of the request nothing else is allowed."""
    _bounds.set(permissions)


def by_program() -> bool:
    """Is this request made with a token? A program is nobody's second person."""
    return _bounds.get() is not None


def bounded(standing: Standing) -> Standing:
    """The standing, cut down to the bounds of this request."""
    held = _bounds.get()
    if held is None:
        return standing
    return replace(
        standing, grants=tuple(replace(grant, permissions=grant.permissions & held) for grant in standing.grants)
    )
