"""Entries to be written out, tame and hostile."""

from hypothesis import strategies as st

from rempart.record.core.item import Item
from rempart.terms.severity import Severity

ITEM = Item(
    log="mxk3p7wq2d9r5t8v", index=41, hash="ab" * 32, kind="maturity.verdict.reached", schema=1,
    at_ms=1_795_000_000_123, recorded_ms=1_795_000_000_456, actor="account:abcdefgh23456789", subject_kind="site",
    subject_id="wxyzabcdefgh2345", severity=Severity.WARNING, sentence="hsts is now not_met",
    body={"control": "hsts", "state": "not_met"},
)  # fmt: skip

TEXT = st.text(st.characters(codec="utf-8"), max_size=80) | st.sampled_from(
    ["\r\n<14>1 - - forged", "a|b=c\\", "]\"\\", "CEF:0|x|", "\u2028\u0085", " duser=root", "\\\n"]
)  # fmt: skip
TEXT.validate()  # builds the table of characters now: within the first example it can take longer than examples may


@st.composite
def hostile(draw: st.DrawFn) -> Item:
    """What a sensor of a hostile site, or a spool of another host, may have put into an entry."""
    body = draw(st.dictionaries(st.sampled_from(["control", "state", "after", "x"]), TEXT, max_size=4))
    kinds = ["maturity.verdict.reached", "directory.member.role_changed", "access.session.signed_in", "a.b"]
    return Item(
        log="mxk3p7wq2d9r5t8v", index=draw(st.integers(0, 2**53)), hash="00" * 32, kind=draw(st.sampled_from(kinds)),
        schema=1, at_ms=draw(st.integers(0, 253_402_300_799_999)), recorded_ms=0, actor=draw(TEXT) or "-",
        subject_kind="site", subject_id=draw(TEXT) or "-", severity=draw(st.sampled_from(list(Severity))),
        sentence=draw(TEXT), body=body,
    )  # fmt: skip
