"""Figures of the guide are data with a status, and gains are kept apart from losses."""

from rempart.maturity.core.survey import Figure, Status, Subject
from rempart.registry.discover import discover


def figures() -> dict[str, Figure]:
    return discover("rempart.maturity.surveys", Figure)


def test_the_rows_of_the_survey_and_of_the_gains_are_all_there() -> None:
    assert {row for figure in figures().values() for row in figure.rows} >= {"UP-04", "COMP-07", "ROI-03", "ROI-04"}


def test_none_counts_as_verified_since_a_host_asked_its_own_public() -> None:
    assert all(figure.status is not Status.VERIFIED for figure in figures().values())
    assert all(figure.caution and figure.source for figure in figures().values())


def test_gains_carry_no_number_that_could_slip_into_a_loss() -> None:
    gains = [figure for figure in figures().values() if figure.subject is Subject.GAIN]
    assert {figure.source_line for figure in gains} == {33, 34, 35}
    assert all(figure.number is None for figure in gains)


def test_the_numbers_are_those_of_the_guide() -> None:
    assert {figure.id: figure.number for figure in figures().values() if figure.number is not None} == {
        "downtime_hours": 5,
        "downtime_cost_share": 20,
        "breaches_share": 32,
    }
