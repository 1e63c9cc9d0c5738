"""Stolen passwords and keys that really work (T03)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t03_stolen_credentials",
    code="T03",
    rows=("THR-28", "THR-38"),
    title="Stolen passwords and keys that really work",
    what="Someone signs in with a genuine password, session or interface key that was stolen or badly kept. To the site everything looks normal, because the credentials are right and only the person is wrong.",
)
