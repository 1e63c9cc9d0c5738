"""Put a letter where the worker takes it: nobody waits for a mail server, and no answer's time tells who exists."""

from collections.abc import Mapping

from rempart.access.store.models import Letter
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Person


def write_letter(
    kind: str,
    values: Mapping[str, str],
    *,
    account: Account | None = None,
    person: Person | None = None,
    language: str = "",
) -> None:
    """To an account or to a person; the address is read when it is sent."""
    moment = now_ms()
    Letter.objects.create(
        kind=kind,
        values=dict(values),
        account=account,
        person=person,
        language=language,
        made_ms=moment,
        next_ms=moment,
    )
