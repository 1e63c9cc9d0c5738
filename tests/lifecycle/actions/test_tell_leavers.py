"""What the record learns of leavers, and what the two controls make of it: from real leavings, never typed."""

import pytest

from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.core.people_table import NewPerson
from rempart.lifecycle.actions.change_by_hand import change_by_hand
from rempart.lifecycle.actions.connections import add_connection, connectors, pause_connection, remove_connection
from rempart.lifecycle.actions.tell_leavers import leavers_fact, tell_leavers, tell_one
from rempart.lifecycle.actions.work_revocation import note_proof, take
from rempart.lifecycle.core.change import Standing
from rempart.lifecycle.core.connector import Proof
from rempart.lifecycle.store.models import Connection, Transition
from rempart.maturity.core.leavers_rule import judge_automatic, judge_removed
from rempart.terms.state import State
from tests.cast import Cast
from tests.lifecycle.scim import Caller


def states(cast_: Cast) -> tuple[State, State]:
    """Of leavers_removed and leavers_automatic, by what is true now."""
    fact = leavers_fact(cast_.lavande)
    return judge_removed(fact).state, judge_automatic(fact).state


def let_bob_go(cast_: Cast) -> None:
    """By SCIM."""
    call = Caller(cast_.alice, cast_.lavande)
    call("DELETE", "Users/" + call.user("bob", emails=[{"value": "bob@audit.example"}])["id"])


def connect(cast_: Cast) -> None:
    """One system."""
    given = {"address": "http://127.0.0.1:9/", "secret": "s"}
    add_connection(cast_.alice, cast_.lavande, connectors()["webhook"], "Keys", given)


def test_nobody_left_is_not_fast(cast_: Cast) -> None:
    """Unknown, never met."""
    assert states(cast_) == (State.UNKNOWN, State.UNKNOWN)
    assert not tell_one()


def test_without_a_connected_system_it_is_not_everywhere(cast_: Cast) -> None:
    """Partial, however fast."""
    let_bob_go(cast_)
    assert states(cast_) == (State.PARTIAL, State.PARTIAL)


def test_open_then_proven(cast_: Cast) -> None:
    """Open is partial; with the last system's proof both are met."""
    connect(cast_)
    let_bob_go(cast_)
    assert states(cast_) == (State.PARTIAL, State.PARTIAL)
    job = take()
    assert job is not None
    note_proof(job, Proof(True, ("door",)))
    assert states(cast_) == (State.MET, State.MET)


def test_paused_or_disconnected_proves_nothing(cast_: Cast) -> None:
    """Somebody who cannot be asked about is not closed, whatever the others answered."""
    connect(cast_)
    connect(cast_)
    first, second = Connection.objects.order_by("pk")
    let_bob_go(cast_)
    pause_connection(cast_.alice, first, is_paused=True)
    job = take()
    assert job is not None
    assert job.row.connection == second
    note_proof(job, Proof(True))
    assert states(cast_) == (State.PARTIAL, State.PARTIAL)
    remove_connection(cast_.alice, first)
    assert states(cast_) == (State.PARTIAL, State.PARTIAL)


@pytest.mark.parametrize(("late_ms", "state"), [(3_600_000, State.MET), (26 * 3_600_000, State.NOT_MET)])
def test_a_slow_one_is_told(cast_: Cast, late_ms: int, state: State) -> None:
    """More than a day after the word of the personnel system."""
    connect(cast_)
    let_bob_go(cast_)
    job = take()
    assert job is not None
    note_proof(job, Proof(True))
    row = Transition.objects.get(kind="leave")
    Transition.objects.update(hr_at_ms=row.hr_at_ms - late_ms, due_at_ms=row.due_at_ms - late_ms)
    assert states(cast_)[1] is state


def test_by_hand_is_not_by_itself(cast_: Cast) -> None:
    """Level 1 is met, level 3 in part."""
    connect(cast_)
    row = add_people(cast_.alice, cast_.lavande, [NewPerson("Bob", "bob@audit.example")])[0]
    change_by_hand(cast_.alice, row, Standing(False))
    job = take()
    assert job is not None
    note_proof(job, Proof(False))
    assert states(cast_) == (State.MET, State.PARTIAL)


def test_once_a_day_and_it_reaches_the_judge(cast_: Cast) -> None:
    """The entry is a fact that maturity folds."""
    add_site(cast_.alice, cast_.lavande, "https://shop.lavande.example")
    let_bob_go(cast_)
    assert tell_one()
    assert not tell_one()
    tell_leavers(cast_.lavande)
    rows = raw_connection().execute("SELECT count(*) FROM ledger_entry WHERE kind = 'lifecycle.fact.recorded'")
    assert rows.fetchone()[0] == 2
