"""Importance that the sender gave itself."""

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words


def _find(view: View) -> str:
    if view.is_list:
        return ""
    level = (view.letter.first("x-priority") + view.letter.first("importance") + view.letter.first("priority")).lower()
    loud = level[:1] in ("1", "2") or "high" in level or "urgent" in level
    return level[:20] if loud else ""


UNIT = Sign(
    id="shouts", weight=0.5,
    says=Words(
        "It marks itself as urgent: {seen}",
        "Il se dit urgent\u202f: {seen}",
        "自标为紧急：{seen}",
    ),
    find=_find,
)  # fmt: skip
