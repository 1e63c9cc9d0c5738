"""Attacks on forms and custom code (T05)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t05_custom_code",
    code="T05",
    rows=("THR-08", "THR-09", "THR-12"),
    title="Attacks on forms and custom code",
    what="Input that is passed on unchecked lets an attacker read the database, run a script in your visitors' browsers or upload a program. Code written only for you has no publisher who looks for its flaws.",
)
