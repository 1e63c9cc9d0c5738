"""An update that breaks the site (T10)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t10_bad_update",
    code="T10",
    rows=("THR-15",),
    title="An update that breaks the site",
    what="A new version does not get on with another plug-in or the theme. The checkout fails, pages stay white, or the update itself brings a flaw.",
)
