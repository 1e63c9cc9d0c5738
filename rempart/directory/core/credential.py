"""A secret by which a program gets in, as the area that holds it shows it to whoever looks for weak and old ones.

An area that holds such secrets has a file `actions/credentials_held.py` with `def held(organisation) ->
list[HeldCredential]`; it is found by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """`set_ms` is when its secret was last set, None where nobody noted it. `used_ms` counts only where `notes_use`.

    `opened` gives the secret where it can be opened (it may raise channel.sealed.Unreadable); None where no more than
    a digest is kept. `is_random` says that Rempart made it itself, from random bytes: it cannot be weak.
    """

    kind: str  # api_token, scim_token, …: the words stand where it is shown
    uid: str
    name: str
    set_ms: int | None
    notes_use: bool = False
    used_ms: int | None = None
    is_random: bool = False
    opened: Callable[[], str] | None = field(default=None, repr=False)
