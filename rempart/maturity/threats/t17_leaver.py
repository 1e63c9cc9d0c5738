"""A former colleague whose access still works (T17)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t17_leaver",
    code="T17",
    rows=("THR-27",),
    title="A former colleague whose access still works",
    what="Someone leaves or changes jobs and the account stays. Weeks later it is used, by that person or by whoever found the password.",
)
