"""Carry out a call of the API once: the answer is kept in the transaction of the change it answers."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction

from rempart.directory.actions.action import now_ms
from rempart.directory.store.tokens import ApiReply, ApiToken
from rempart.terms.duration import DAY_S

KEPT_MS = DAY_S * 1000  # a client that repeats after a day asks for something new


class AnotherCall(ValueError):
    """The key was used for a call with other contents."""


class Kept(NamedTuple):
    """An answer as it was given."""

    status: int
    body: str


def answer_once(token: ApiToken, key: str, asked: str, call: Callable[[], Kept]) -> tuple[Kept, bool]:
    """The answer, and whether it is new. `asked` is a digest of the call. Raises AnotherCall, and what `call` raises."""
    with transaction.atomic():
        ApiReply.objects.filter(token=token, at_ms__lt=now_ms() - KEPT_MS).delete()
        row, is_new = ApiReply.objects.get_or_create(
            token=token, key=key, defaults={"request": asked, "at_ms": now_ms()}
        )
        if not is_new:
            if row.request != asked:
                raise AnotherCall(key)
            return Kept(row.status, row.body), False
        kept = call()
        row.status, row.body = kept
        row.save(update_fields=["status", "body"])
        return kept, True
