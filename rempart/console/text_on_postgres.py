"""PostgreSQL keeps no NUL character. A hostile site may send one, and one row must not stop a whole organisation's fold.

It is written as U+FFFD, in text and in JSON; the ledger's bytes, where it stands escaped, are not touched.
"""

import re
from typing import Any

MARK = "\ufffd"
_ESCAPED = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def without_nul(data: bytes) -> bytes:
    r"""JSON with `\u0000` replaced, and not a backslash followed by the letters u0000."""
    while b"\\u0000" in data and (changed := _ESCAPED.sub(rb"\1\\ufffd", data)) != data:
        data = changed
    return data


def prepare(connection: Any, **_: object) -> None:
    """For Django's signal `connection_created`."""
    if connection.vendor != "postgresql":
        return
    from psycopg.types.json import Jsonb, JsonbDumper
    from psycopg.types.string import StrDumper, StrDumperUnknown

    class Json(JsonbDumper):
        """As JSON."""

        def dump(self, obj: Any) -> Any:
            """Text form."""
            found = super().dump(obj)
            return found if found is None else without_nul(bytes(found))

    class Text(StrDumper):
        """As text."""

        def dump(self, obj: str) -> Any:
            """Without NUL."""
            return super().dump(obj.replace("\0", MARK))

    class Unknown(StrDumperUnknown):
        """As text of a type the server finds out."""

        def dump(self, obj: str) -> Any:
            """Without NUL."""
            return super().dump(obj.replace("\0", MARK))

    known = connection.connection.adapters
    known.register_dumper(Jsonb, Json)
    known.register_dumper(str, Text)
    known.register_dumper(str, Unknown)
