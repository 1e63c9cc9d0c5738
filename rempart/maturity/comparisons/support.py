"""Generic host or one made for WordPress: support (CMPR-07)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="support",
    row="CMPR-07",
    position=7,
    feature="Support",
    generic="Technicians trained for web hosting in general",
    wordpress="Experts who also know WordPress",
    question="When WordPress itself is in trouble, does support help, or does it send you away?",
    controls=(),  # no measurement tells what a person on the telephone knows
    source_line=25,
)
