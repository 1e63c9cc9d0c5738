"""Give what was written its place in the ledger, on the tests' own database."""

from typing import Any, cast

from django.db import connection

from rempart.channel.place import state_folder
from rempart.ledger import keys
from rempart.ledger.stores import sqlite


def integrate() -> None:
    connection.ensure_connection()
    raw = cast(Any, connection.connection)
    signing = keys.load_or_create(state_folder())
    while sqlite.integrate(raw, signing, epoch=sqlite.claim(raw)):
        pass
