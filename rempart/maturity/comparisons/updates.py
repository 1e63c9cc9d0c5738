"""Generic host or one made for WordPress: updates of core and plug-ins (CMPR-03)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="updates",
    row="CMPR-03",
    position=3,
    feature="Updates of core and plug-ins",
    generic="By hand, left to you",
    wordpress="Often applied by themselves, or you are urged to apply them",
    question="Who applies updates of WordPress and its plug-ins?",
    controls=("updates_applied",),
    source_line=21,
)
