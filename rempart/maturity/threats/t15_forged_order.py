"""A payment order in a forged voice or face (T15)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t15_forged_order",
    code="T15",
    rows=("THR-45",),
    title="A payment order in a forged voice or face",
    what="A call or a video conference shows the director, with the right voice and face, and asks for an urgent transfer. Both can be imitated, and the trusted channel makes people skip the check.",
)
