"""AWR-08 to AWR-10: points out of the record, prizes that are never overspent, an opt-out that leaves nothing behind."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.models import Sum

from rempart.directory.actions.action import now_ms, own_action, raw_connection, system_action
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.close_organisation import begin_deletion_from_shell
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.people_table import NewPerson
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership, Organisation, Person, Team
from rempart.events import people as events
from rempart.events.kind import EventKind
from rempart.ledger import store
from rempart.people.actions.challenges import LAG_MS, NoContest, begin_challenge, count_weeks
from rempart.people.actions.choose_points import choose_points
from rempart.people.actions.fold_points import fold_points
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.actions.prizes import NotNow, Short, ask_prize, hand_over, offer_prize, set_budget, take_back
from rempart.people.actions.stars import name_stars
from rempart.people.core.points import MOST_REPORTS_A_DAY, WEEK_MS, WORTH, Why, month_before, month_ms, month_of
from rempart.people.store.points import Challenge, Earned, Prize, Purse, Shop, Star, Wish
from rempart.people.web.points_views import standing
from rempart.terms.scope import Subject
from tests.cast import Cast, colleague, make_cast
from tests.maturity.integrated import integrate

pytestmark = pytest.mark.django_db(transaction=True)
# As the mail's area writes them; by name alone, it is never imported.
TRUE = EventKind("mail.report.true", "A report was true", "Un signalement était juste", "上报属实")
COUNTED = EventKind("mail.report.counted", "Drills reported", "Exercices signalés", "上报的演练")


@pytest.fixture
def firm() -> Cast:
    return make_cast()


def finished(who: Account, firm: Organisation, lesson: str, minutes: int = 20) -> None:
    with own_action(who, firm) as record:
        record.event(
            events.LESSON_FINISHED, Subject("lesson", lesson), {"lesson": lesson, "minutes": minutes, "why": "counts"}
        )


def fold() -> None:
    integrate()
    while fold_points():
        pass


def balance(who: Account) -> int:
    purse = Purse.objects.filter(account=who).first()
    return purse.balance if purse else 0


def give(who: Account, firm: Organisation, points: int, at_ms: int | None = None) -> None:
    """As if it had been earned then."""
    purse, _ = Purse.objects.get_or_create(account=who, organisation=firm)
    Purse.objects.filter(pk=purse.pk).update(balance=purse.balance + points)
    Earned.objects.create(
        organisation=firm, account=who, points=points, source=f"given:{Earned.objects.count()}",
        at_ms=now_ms() if at_ms is None else at_ms,
    )  # fmt: skip


def test_what_counts_counts_once(firm: Cast) -> None:
    lena = colleague(firm.lavande, "Lena", Role.LEARNER)
    finished(lena, firm.lavande, "one")
    finished(lena, firm.lavande, "one")  # the same lesson again
    finished(lena, firm.lavande, "two", minutes=0)  # clicked through
    with own_action(lena, firm.lavande) as record:
        record.event(events.TEST_TAKEN, Subject("test", "x"), {"round": "final", "counted": True})
        record.event(events.TEST_TAKEN, Subject("test", "y"), {"round": "later", "counted": False})
    fold()
    assert balance(lena) == WORTH[Why.LESSON] + WORTH[Why.TEST]
    fold()  # nothing is read twice
    assert balance(lena) == Earned.objects.filter(account=lena).aggregate(sum=Sum("points"))["sum"]


def test_reports_bring_points_to_who_reported_and_not_to_who_confirmed(firm: Cast) -> None:
    lena = colleague(firm.lavande, "Lena", Role.LEARNER)
    with own_action(firm.alice, firm.lavande) as record:  # the triager
        record.event(TRUE, Subject("account", lena.uid), {"cluster": "x"})
        record.event(TRUE, Subject("report", "y"), {})
        record.event(COUNTED, Subject("account", lena.uid), {"count": 2, "day": 20_000})
        record.event(COUNTED, Subject("account", lena.uid), {"count": 2, "day": 20_000})
        record.event(COUNTED, Subject("account", lena.uid), {"count": "many", "day": 20_001})
    fold()
    assert (balance(lena), balance(firm.alice)) == (WORTH[Why.TRUE_REPORT] + 2 * WORTH[Why.DRILL_REPORT], 0)
    with own_action(firm.alice, firm.lavande) as record:  # a flood is thanked, and brings no more than a few a day
        for number in range(9):
            record.event(TRUE, Subject("account", lena.uid), {"cluster": str(number)})
        record.event(COUNTED, Subject("account", lena.uid), {"count": 500, "day": 20_002})
    fold()
    assert Earned.objects.filter(account=lena, why=Why.TRUE_REPORT).count() == MOST_REPORTS_A_DAY
    assert Earned.objects.get(what="day 20002").points == MOST_REPORTS_A_DAY * WORTH[Why.DRILL_REPORT]


def test_a_stranger_named_in_an_entry_earns_nothing(firm: Cast) -> None:
    with own_action(firm.alice, firm.lavande) as record:
        record.event(TRUE, Subject("account", firm.charlie.uid), {})
        record.event(TRUE, Subject("account", "nobody"), {})
    fold()
    assert Earned.objects.count() == 0


def test_who_opts_out_leaves_nothing_and_gets_nothing(firm: Cast) -> None:
    lena = colleague(firm.lavande, "Lena", Role.LEARNER)
    finished(lena, firm.lavande, "one")
    fold()
    set_budget(firm.alice, firm.lavande, 5_000)
    prize = offer_prize(firm.alice, firm.lavande, name="Lunch", points=10, value_minor=1_000, stock=3)
    wish, kept = ask_prize(lena, prize), ask_prize(lena, prize)
    hand_over(firm.alice, kept)
    choose_points(lena, firm.lavande, is_out=True, is_named=True)
    assert not Earned.objects.filter(account=lena).exists()
    assert not Wish.objects.filter(account=lena).exists()
    purse = Purse.objects.get(account=lena)
    assert (purse.balance, purse.is_out, purse.is_named) == (0, True, False)
    wish.refresh_from_db()
    prize.refresh_from_db()
    assert (wish.state, prize.stock, Shop.objects.get().spent_minor) == (Wish.BACK, 2, 1_000)
    finished(lena, firm.lavande, "two")
    fold()
    assert (balance(lena), Earned.objects.count()) == (0, 0)
    with pytest.raises(NotNow):
        ask_prize(lena, prize)
    # the record says that somebody chose, and nothing else: no account, no direction
    entries = said(firm.lavande, "people.points.chosen")
    assert [(one["actor"], one["body"]) for one in entries] == [("system", {})]


def said(firm: Organisation, kind: str) -> list[dict[str, Any]]:
    integrate()
    found = store.unread(raw_connection(), "test.reader", firm.uid, (kind,), 100)
    return [{"actor": one.entry.actor, "body": dict(one.entry.body)} for one in found]


def at_once(*work: Callable[[], object]) -> list[str]:
    """Each in a thread of its own; what came of it."""
    start, outcomes, busy = threading.Barrier(len(work)), list[str](), list[Callable[[], object]]()

    def run(one: Callable[[], object]) -> None:
        try:
            start.wait(90)
            outcomes.append(outcome(one))
        except OperationalError:
            busy.append(one)  # the tests' file has no patience: asked again below, as a page's visitor would
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes + [outcome(one) for one in busy]


def outcome(one: Callable[[], object]) -> str:
    try:
        one()
    except NotNow as short:
        return short.short.value
    return "done"


def test_nobody_spends_the_same_points_twice(firm: Cast) -> None:
    give(firm.bob, firm.lavande, 100)
    set_budget(firm.alice, firm.lavande, 100_000)
    prize = offer_prize(firm.alice, firm.lavande, name="Earphones", points=60, value_minor=1, stock=50)
    outcomes = at_once(*[lambda: ask_prize(firm.bob, prize)] * 4)
    assert (outcomes.count("done"), balance(firm.bob)) == (1, 40)
    assert outcomes.count(Short.POINTS.value) == 3


@pytest.mark.parametrize(("stock", "budget", "short"), [(2, 10**6, Short.STOCK), (9, 2_500, Short.BUDGET)])
def test_neither_stock_nor_budget_is_overspent(firm: Cast, stock: int, budget: int, short: Short) -> None:
    people = [colleague(firm.lavande, f"P{number}", Role.LEARNER) for number in range(4)]
    for one in people:
        give(one, firm.lavande, 50)
    set_budget(firm.alice, firm.lavande, budget)
    prize = offer_prize(firm.alice, firm.lavande, name="Gym", points=50, value_minor=1_000, stock=stock)

    def asks(who: Account) -> Callable[[], object]:
        return lambda: ask_prize(who, prize)

    outcomes = at_once(*[asks(one) for one in people])
    assert sorted(outcomes) == sorted(["done", "done", short.value, short.value])
    assert Prize.objects.get().stock == stock - 2
    assert Shop.objects.get().spent_minor == 2_000
    assert sum(balance(one) for one in people) == 100  # who got nothing kept their points
    with pytest.raises(ValueError, match="spent"):
        set_budget(firm.alice, firm.lavande, 1_999)


def test_taken_back_twice_returns_once_and_handed_over_stays(firm: Cast) -> None:
    give(firm.bob, firm.lavande, 100)
    set_budget(firm.alice, firm.lavande, 10_000)
    prize = offer_prize(firm.alice, firm.lavande, name="Lunch", points=60, value_minor=900, stock=1)
    wish = ask_prize(firm.bob, prize)
    take_back(firm.bob, wish)
    take_back(firm.alice, wish)
    assert (balance(firm.bob), Prize.objects.get().stock, Shop.objects.get().spent_minor) == (100, 1, 0)
    again = ask_prize(firm.bob, prize)
    assert hand_over(firm.alice, again)
    assert not hand_over(firm.alice, again)
    take_back(firm.bob, again)
    assert (balance(firm.bob), Shop.objects.get().spent_minor) == (40, 900)


def test_who_leaves_gives_back_what_waits(firm: Cast) -> None:
    give(firm.bob, firm.lavande, 100)
    set_budget(firm.alice, firm.lavande, 10_000)
    ask_prize(firm.bob, offer_prize(firm.alice, firm.lavande, name="Lunch", points=60, value_minor=900, stock=1))
    remove_member(firm.alice, Membership.objects.get(organisation=firm.lavande, account=firm.bob))
    assert (Purse.objects.count(), Earned.objects.count(), Shop.objects.get().spent_minor) == (0, 0, 0)


def test_the_star_is_named_once_and_only_among_who_wants_it(firm: Cast) -> None:
    lena, tom = (colleague(firm.lavande, name, Role.LEARNER) for name in ("Lena", "Tom"))
    last = month_ms(month_before(month_of(now_ms()))) + 1_000
    for who, points in ((lena, 40), (tom, 90), (firm.bob, 60)):
        give(who, firm.lavande, points, last)
    assert not name_stars()  # nobody has said yes
    choose_points(lena, firm.lavande, is_out=False, is_named=True)
    choose_points(firm.bob, firm.lavande, is_out=False, is_named=True)
    assert name_stars()
    assert not name_stars()
    assert [one.account for one in Star.objects.all()] == [firm.bob]
    choose_points(firm.bob, firm.lavande, is_out=False, is_named=False)
    assert not Star.objects.exists()


def departments(firm: Cast, sizes: dict[str, int]) -> dict[str, list[Account]]:
    made: dict[str, list[Account]] = {}
    for team, size in sizes.items():
        people = add_people(
            firm.alice, firm.lavande, [NewPerson(f"{team} {at}", "", f"{team}{at}", team) for at in range(size)]
        )
        made[team] = [colleague(firm.lavande, f"{team}{at}", Role.LEARNER) for at in range(size)]
        for person, account in zip(people, made[team], strict=True):
            Person.objects.filter(pk=person.pk).update(account=account)
    return made


def test_a_challenge_counts_whole_weeks_and_an_opt_out_cannot_be_subtracted(firm: Cast) -> None:
    made = departments(firm, {"Sales": 8, "Shop": 9, "Tiny": 3})
    teams = list(Team.objects.filter(organisation=firm.lavande).order_by("name"))
    with pytest.raises(NoContest, match="small"):
        begin_challenge(firm.alice, firm.lavande, "Autumn", 28, [one for one in teams if one.name != "Shop"])
    row = begin_challenge(firm.alice, firm.lavande, "Autumn", 28, teams)
    with pytest.raises(NoContest, match="running"):
        begin_challenge(firm.alice, firm.lavande, "Other cuts", 28, teams[:2])
    assert {side.team.name for side in row.side_set.all() if side.team} == {"Sales", "Shop"}
    for at, who in enumerate(made["Shop"]):
        give(who, firm.lavande, 20 + at)
    give(made["Sales"][0], firm.lavande, 80)
    assert not count_weeks()
    shown = standing(firm.lavande)
    assert shown
    assert not shown["is_counted"]
    _back_by(row, WEEK_MS + LAG_MS)
    assert count_weeks()
    before = standing(firm.lavande)
    assert before
    assert before["sides"] == [{"team": "Shop", "average": 24}, {"team": "Sales", "average": 10}]
    # the attack: one of nine opts out, and somebody compares the averages of two weeks
    choose_points(made["Shop"][8], firm.lavande, is_out=True, is_named=False)
    _back_by(row, WEEK_MS)
    assert count_weeks()
    after = standing(firm.lavande)
    assert after
    assert after["sides"] == before["sides"]
    # one more, and the team is smaller than what may be shown; it does not come back
    choose_points(made["Shop"][7], firm.lavande, is_out=True, is_named=False)
    _back_by(row, WEEK_MS)
    assert count_weeks()
    last = standing(firm.lavande)
    assert last
    assert [one["team"] for one in last["sides"]] == ["Sales"]


def _back_by(row: Challenge, ms: int) -> None:
    """Time passes: the challenge, and what was earned meanwhile, lie further back."""
    row.refresh_from_db()
    moved = {"begins_ms": row.begins_ms - ms, "ends_ms": row.ends_ms - ms, "counted_ms": row.counted_ms - ms}
    Challenge.objects.filter(pk=row.pk).update(**moved)
    for one in Earned.objects.all():
        Earned.objects.filter(pk=one.pk).update(at_ms=one.at_ms - ms)


def test_a_closed_organisation_names_no_star_and_counts_no_week(firm: Cast) -> None:
    row = Challenge.objects.create(
        organisation=firm.velos, name="Spring", begins_ms=now_ms() - 2 * WEEK_MS, ends_ms=now_ms() + WEEK_MS,
        counted_ms=now_ms() - 2 * WEEK_MS,
    )  # fmt: skip
    choose_points(firm.charlie, firm.velos, is_out=False, is_named=True)
    begin_deletion_from_shell(firm.velos)
    assert not count_weeks()
    assert not name_stars()
    row.refresh_from_db()
    assert row.counted_ms < now_ms() - WEEK_MS


def test_what_is_older_than_a_year_goes_and_with_the_person(firm: Cast) -> None:
    give(firm.bob, firm.lavande, 10, now_ms() - 367 * 86_400_000)
    give(firm.bob, firm.lavande, 10)
    forget_old()
    assert Earned.objects.count() == 1
    set_budget(firm.alice, firm.lavande, 10_000)
    ask_prize(firm.bob, offer_prize(firm.alice, firm.lavande, name="Lunch", points=5, value_minor=900, stock=1))
    with system_action(firm.lavande) as record:
        on_erasure([firm.bob.uid])
        record.event(events.POINTS_CHOSEN, Subject("points", "x"), {})
    assert (Earned.objects.count(), Purse.objects.count(), Wish.objects.get().account) == (0, 0, None)
