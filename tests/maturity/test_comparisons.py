"""Seven rows that tell a generic host from one made for WordPress (CMPR-01..07)."""

from rempart.maturity.core.control import Control
from rempart.maturity.core.hosting_kinds import Comparison
from rempart.registry.discover import discover


def rows() -> list[Comparison]:
    return sorted(discover("rempart.maturity.comparisons", Comparison).values(), key=lambda row: row.position)


def test_seven_rows_in_the_guides_order_with_their_lines() -> None:
    assert [row.row for row in rows()] == [f"CMPR-0{number}" for number in range(1, 8)]
    assert [row.source_line for row in rows()] == list(range(19, 26))


def test_every_row_names_what_could_tell_the_kind_without_asking() -> None:
    assert {row.id for row in rows() if not row.controls} == {"support"}  # what a person knows is asked, not measured
    assert all(row.question.endswith("?") for row in rows())
    known = discover("rempart.maturity.controls", Control)
    assert all(name in known for row in rows() for name in row.controls)
