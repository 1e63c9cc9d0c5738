"""Password guessing (T02)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t02_password_guessing",
    code="T02",
    rows=("THR-03", "THR-11"),
    title="Password guessing",
    what="Programs try thousands of passwords on the sign-in page, day and night, also those that leaked from other sites. One weak or reused password is enough.",
)
