"""Phishing by mail, message or telephone (T14)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t14_phishing",
    code="T14",
    rows=("THR-21", "THR-42", "THR-43", "THR-46"),
    title="Phishing by mail, message or telephone",
    what="Someone pretends to be the helpdesk, a supplier or the bank, with details from public profiles, and asks for a password or a click. It can happen to anyone on a busy day, whatever the technology.",
    always_residual=True,
)
