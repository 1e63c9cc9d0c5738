"""How a body is read: JSON said to be JSON, each key once, no numbers that are none, not nested without end."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser

DEPTH_MAX = 20  # no body of ours is deeper than three; Python's own reader gives up only near its stack


class StrictParser(Parser):
    """Two readers of one body must not see two things in it."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises HttpError 415 for another kind of content, ValueError (ninja answers 400) for what cannot be read."""
        if request.content_type != "application/json":
            raise Other
        text = request.body.decode("utf-8")
        _check_depth(text)
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        if not isinstance(found, dict):
            raise ValueError("a body is an object")
        return found


class Other(HttpError):
    """Not JSON by its own word."""

    def __init__(self) -> None:
        super().__init__(415, "Send JSON, and say so: Content-Type: application/json.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _check_depth(text: str) -> None:
    """By counting brackets outside of strings, before anything is built."""
    depth, in_string, is_escaped = 0, False, False
    for sign in text:
        if in_string:
            if is_escaped:
                is_escaped = False
            elif sign == "\\":
                is_escaped = True
            elif sign == '"':
                in_string = False
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            depth += 1
            if depth > DEPTH_MAX:
                raise ValueError("nested too deep")
        elif sign in "]}":
            depth -= 1
