"""Rows AI-03 and THR-21, THR-42 of the acceptance list: what the text asks of a mail gateway that learns."""

from collections import Counter

from rempart.mail.core.model.operator import train
from rempart.mail.core.model.training import Judged
from rempart.mail.core.model.weights import of_numbers, shipped
from rempart.mail.core.verdict import OwnDomains, judge
from rempart.mail.core.verdict.judge import letters, look
from rempart.mail.core.verdict.view import view
from tests.mail.letters import mail


def _seen(raw: bytes, *, is_bad: bool) -> Judged:
    seen = look(view(letters(raw)[0], OwnDomains()))
    return Judged(seen.words, frozenset(seen.found), is_bad)


def test_AI_03_a_filter_that_learns_judges_abnormal_attachments_and_says_why() -> None:
    lure = mail(
        "Please see the attached document", sender="Scanner <scan@copier-71.top>", attach=("scan_0071.pdf.exe", "MZ")
    )
    before = judge(lure, own=OwnDomains(), model=shipped())
    assert "attached_danger" in {one.code for one in before.reasons}
    assert "scan_0071.pdf.exe" in next(one.says.fr for one in before.reasons if one.code == "attached_danger")
    bad = [_seen(lure.replace(b"0071", f"{at:04}".encode()), is_bad=True) for at in range(60)]
    good = [Judged(Counter(f"minutes of meeting number{at}".split()), frozenset(), False) for at in range(60)]
    numbers, _ = train(bad + good, [str(at) for at in range(120)], shipped())
    after = judge(lure, own=OwnDomains(), model=of_numbers(numbers))
    assert after.probability > before.probability
    assert after.verdict == "phishing"
