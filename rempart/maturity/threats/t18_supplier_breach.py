"""A break-in at a supplier (T18)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t18_supplier_breach",
    code="T18",
    rows=("THR-22", "THR-36"),
    title="A break-in at a supplier",
    what="A supplier with access to your systems or data is attacked, and the way leads on to you. In the cloud it is often unclear where their duty ends and yours begins.",
)
