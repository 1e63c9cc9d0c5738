"""The NIST Phish Scale (TN 2276, November 2023): cues that can be seen, and how well the premise fits the workplace.

Few cues and a fitting premise make a mail hard to see through. Where the guide gives a range (some cues, weak premise:
"moderately to least"), we take the lower end: a figure of an easy mail must not look like one of a harder.
"""

from collections.abc import Sequence

from rempart.mail.core.drill.states import Difficulty

# The guide's cues in its five groups; a template lists those that its mail shows, one entry for each time.
CUES = (
    "spelling", "inconsistency",
    "attachment_type", "sender_unlike_name", "link_hides_address", "domain_look_alike",
    "no_branding", "imitated_branding", "unprofessional_design", "security_icons",
    "legal_language", "distracting_detail", "asks_sensitive", "urgency", "threat", "generic_greeting", "no_signer_details",
    "humanitarian", "too_good", "you_are_special", "limited_time", "mimics_process", "poses_as_known",
)  # fmt: skip
SOME_FROM, MANY_FROM = 9, 15
STRONG_FROM, MEDIUM_FROM = 18, 11
MARKS = (0, 2, 4, 6, 8)  # not at all, low, moderate, significant, extreme
QUESTIONS = 5  # the last one, warned of before, is taken away from the sum of the others

_V, _M, _L = Difficulty.VERY, Difficulty.MODERATELY, Difficulty.LEAST
_TABLE = {
    "few": {"strong": _V, "medium": _V, "weak": _M},
    "some": {"strong": _V, "medium": _M, "weak": _L},
    "many": {"strong": _M, "medium": _M, "weak": _L},
}


def alignment(marks: Sequence[int]) -> int:
    """The score of the premise. Raises ValueError for other than five marks of the scale."""
    if len(marks) != QUESTIONS or any(one not in MARKS for one in marks):
        raise ValueError("five marks of 0, 2, 4, 6 or 8")
    return sum(marks[:-1]) - marks[-1]


def difficulty(cues: int, marks: Sequence[int]) -> Difficulty:
    """By the number of cues and the five marks. Raises ValueError."""
    score = alignment(marks)
    count = "many" if cues >= MANY_FROM else "some" if cues >= SOME_FROM else "few"
    premise = "strong" if score >= STRONG_FROM else "medium" if score >= MEDIUM_FROM else "weak"
    return _TABLE[count][premise]
