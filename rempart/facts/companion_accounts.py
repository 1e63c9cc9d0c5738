"""Who can sign in to the site, and with what, counted by the companion from inside (AUTH-02, THR-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class CompanionAccounts(Fact, frozen=True, kw_only=True):
    """`editors` may change what others see (administrators among them); a factor counts when it is set up.

    `unread` are plug-ins in use that may ask for a second factor in a way the companion cannot read: then an account
    without one is not known to have none. `enforced`: the companion itself asks these editors for theirs.
    `called_admin`: accounts named admin, administrator or root. Nobody is named.
    """

    kind: ClassVar[str] = "companion.accounts"

    is_complete: bool
    accounts: int
    editors: int
    editors_with_factor: int
    editors_enforced: int
    administrators: int
    administrators_with_factor: int
    editors_with_application_passwords: int
    editors_unused_90_days: int
    called_admin: int
    unread: tuple[str, ...]
