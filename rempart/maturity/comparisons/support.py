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
    controls=("hosting_kind_known",),
    source_line=25,
)
