"""What mail drills and answered reports say, for the two controls that ask. A drill held elsewhere is shown by a document."""

from rempart.facts.mail_drill import MailDrill
from rempart.facts.mail_reports import MailReports
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

REACHED_PERCENT = 80  # of those who were meant: a drill that did not arrive exercises nobody
LEAST_REPORTS, PROMPT_PERCENT = 3, 80  # of fewer nobody can say how they are answered


def judge_drill(fact: MailDrill) -> Opinion:
    """Step 2: the newest drill went out to those who were meant. How old it may be, the need says."""
    meant = fact.planned - fact.withdrawn
    if meant <= 0 or not fact.accepted:
        return Opinion(State.UNKNOWN, "none_sent")
    values: dict[str, int | str] = {"accepted": fact.accepted, "meant": meant}
    is_whole = fact.accepted * 100 >= meant * REACHED_PERCENT
    return Opinion(State.MET, "sent", values) if is_whole else Opinion(State.PARTIAL, "sent_to_some", values)


def judge_reports(fact: MailReports) -> Opinion:
    """Step 1: there is one place, people use it, and are answered within a day."""
    whole = fact.reports + fact.thanked
    if whole < LEAST_REPORTS:
        return Opinion(State.UNKNOWN, "too_few", {"reports": whole, "asked": LEAST_REPORTS})
    prompt = fact.in_a_day + fact.thanked
    values: dict[str, int | str] = {"reports": whole, "prompt": prompt}
    is_prompt = prompt * 100 >= whole * PROMPT_PERCENT
    return Opinion(State.MET, "answered", values) if is_prompt else Opinion(State.PARTIAL, "answered_late", values)
