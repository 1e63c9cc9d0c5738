"""How a look at a stranger's server says what it saw of names, and that it could not look."""

from dataclasses import dataclass


class LookError(Exception):
    """The look failed or was not tried. `code` is one of the closed list below; `detail` is for the person.

    `is_error` is false when nothing was tried (ownership missing, tool absent, nothing there to look at).
    """

    def __init__(self, code: str, detail: str, *, is_error: bool = True) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.is_error = is_error


CODES = frozenset(
    {
        "unresolved",
        "refused",
        "timeout",
        "reset",
        "tls_failed",
        "too_large",
        "too_many_redirects",
        "bad_answer",
        "private_address",
        "address_changed",
        "budget_spent",
        "not_wordpress",
        "no_tls",
        "tool_missing",
        "tool_failed",
        "not_owned",
        "no_consent",
        "outside_window",
        "twin_blocked",
        "cannot_tell",
        "no_history",
        "off_host",
        "unexpected",
        "stopped",
    }
)


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """`texts` sorted, () when there are none; `chain` the aliases followed, asked name excluded; smallest `ttl_s`."""

    texts: tuple[str, ...]
    chain: tuple[str, ...]
    ttl_s: int | None
