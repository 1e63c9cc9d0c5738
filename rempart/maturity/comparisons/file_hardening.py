"""Generic host or one made for WordPress: hardening of files (CMPR-05)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="file_hardening",
    row="CMPR-05",
    position=5,
    feature="Hardening of files",
    generic="Set up by you",
    wordpress="Set up beforehand: wp-config.php closed, risky functions off",
    question="Is wp-config.php closed and are risky functions off without your doing anything?",
    controls=("files_hardened", "risky_functions_off"),
    source_line=23,
)
