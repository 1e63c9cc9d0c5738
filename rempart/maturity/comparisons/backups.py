"""Generic host or one made for WordPress: backups (CMPR-06)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="backups",
    row="CMPR-06",
    position=6,
    feature="Backups",
    generic="Sometimes by hand, or for an extra fee",
    wordpress="Every day by themselves, with an easy restore",
    question="Are daily backups and their restore included in the price?",
    controls=("backup_daily", "full_restore_in_one_click"),
    source_line=24,
)
