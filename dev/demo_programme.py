"""A programme under way in the demo: people enrolled, a seat taken, somebody in the queue, a culture week that begins today."""

from datetime import UTC, datetime, timedelta
from typing import Any


def teach(organisation: Any, owner: Any, members: Any) -> None:
    """Through the actions, as an organiser and learners would."""
    from rempart.directory.actions.action import now_ms
    from rempart.people.actions.change_programme import change_programme
    from rempart.people.actions.join_programme import join
    from rempart.people.actions.make_programme import make_programme
    from rempart.people.actions.open_programme import open_programme
    from rempart.people.actions.plan_session import plan_session
    from rempart.people.actions.session_seat import take_seat
    from rempart.people.actions.set_hallmark import set_hallmark

    today = datetime.now(UTC).date()
    set_hallmark(owner, organisation, "The lighthouse keeps its lamp lit", "learn.demo.invalid")
    row = make_programme(owner, organisation, "winter_campaign", today - timedelta(days=4), "Europe/Paris")
    dates = {"enrol_until": today + timedelta(days=10), "early_until": None, "culture_from": today}
    change_programme(owner, row, dates)
    open_programme(owner, row)
    week = now_ms() + 7 * 24 * 3_600_000
    small = plan_session(owner, row, {
        "title": "Ask the analyst", "starts_ms": week, "minutes": 45, "capacity": 2, "way": "on_site", "place": "Room 2",
        "speaker": "Sami Roche",
    })  # fmt: skip
    for one in members.values():
        join(one, row)
        take_seat(one, small)
    make_programme(owner, organisation, "four_sessions", today + timedelta(days=60), "Europe/Paris")


def take_part(organisation: Any, owner: Any) -> None:
    """The owner enrols too, and has a seat in the seminar."""
    from rempart.people.actions.join_programme import join
    from rempart.people.actions.session_seat import take_seat
    from rempart.people.store.programme import Programme, Session

    row = Programme.objects.get(organisation=organisation, state=Programme.OPEN)
    join(owner, row)
    take_seat(owner, Session.objects.get(programme=row, key="seminar"))
