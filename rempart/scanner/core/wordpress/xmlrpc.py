"""xmlrpc.php: the harmless question which methods it offers, and the reading of its answer."""

import re
from dataclasses import dataclass

from rempart.scanner.core.wordpress.page import MAX_PAGE_CHARACTERS

LIST_METHODS = (
    b'<?xml version="1.0"?><methodCall><methodName>system.listMethods</methodName><params></params></methodCall>'
)
MAX_METHODS = 1_000  # WordPress offers about 80
_STRING = re.compile(r"<string>([\w.]{1,100})</string>")


@dataclass(frozen=True, slots=True)
class Methods:
    """`answers` is false when what came is no answer of an XML-RPC server; `names` None = it refused to list them."""

    answers: bool
    names: frozenset[str] | None


def read_methods(text: str) -> Methods:
    """Read the answer to LIST_METHODS."""
    text = text[:MAX_PAGE_CHARACTERS]
    if "<methodResponse>" not in text:
        return Methods(False, None)
    if "<fault>" in text:
        return Methods(True, None)
    return Methods(
        True, frozenset(found[1] for found, _ in zip(_STRING.finditer(text), range(MAX_METHODS), strict=False))
    )
