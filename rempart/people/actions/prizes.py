"""The shop (AWR-08): prizes with a price in points, a stock and a budget, none of which is ever overspent."""

from enum import StrEnum

from django.db.models import F

from rempart.directory.actions.action import action, now_ms, own_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.store.points import Prize, Purse, Shop, Wish
from rempart.terms.scope import Subject

MOST_MINOR = 10**12  # of a budget or a prize: beyond every programme there is


class Short(StrEnum):
    """What is missing for a wish."""

    POINTS = "points"
    STOCK = "stock"
    BUDGET = "budget"
    GONE = "gone"


class NotNow(Exception):
    """It cannot be had now; `short` says of what there is too little."""

    def __init__(self, short: Short) -> None:
        super().__init__(short.value)
        self.short = short


def set_budget(actor: Account, organisation: Organisation, budget_minor: int) -> None:
    """For all prizes together. Raises ValueError below what is spoken for already."""
    with action(actor, organisation, Permission.TEACH) as record:
        if not 0 <= budget_minor <= MOST_MINOR:
            raise ValueError("budget")
        shop, _ = Shop.objects.get_or_create(organisation=organisation)
        fits = Shop.objects.filter(pk=shop.pk, spent_minor__lte=budget_minor)
        if fits.update(budget_minor=budget_minor) != 1:
            raise ValueError("spent")
        record.event(events.PRIZE_BUDGETED, Subject("organisation", organisation.uid), {})


def offer_prize(
    actor: Account, organisation: Organisation, *, name: str, points: int, value_minor: int, stock: int,
) -> Prize:  # fmt: skip
    """A new one."""
    with action(actor, organisation, Permission.TEACH) as record:
        row = Prize.objects.create(
            organisation=organisation, name=name, points=points, value_minor=value_minor, stock=stock
        )
        record.event(events.PRIZE_OFFERED, Subject("prize", row.uid), {"points": points, "stock": stock})
    return row


def restock_prize(actor: Account, prize: Prize, *, stock: int, is_offered: bool) -> None:
    """How many there are now, and whether it is offered. A price that changes is another prize."""
    with action(actor, prize.organisation, Permission.TEACH) as record:
        Prize.objects.filter(pk=prize.pk).update(stock=stock, is_offered=is_offered)
        record.event(events.PRIZE_OFFERED, Subject("prize", prize.uid), {"points": prize.points, "stock": stock})


def ask_prize(account: Account, prize: Prize) -> Wish:
    """Points, stock and budget are taken by conditional updates in one transaction, or none is. Raises NotNow."""
    organisation = prize.organisation
    with own_action(account, organisation) as record:
        here = Prize.objects.filter(pk=prize.pk, is_offered=True)
        row = here.first()
        if row is None:
            raise NotNow(Short.GONE)
        purse = Purse.objects.filter(account=account, organisation=organisation, is_out=False)
        if purse.filter(balance__gte=row.points).update(balance=F("balance") - row.points) != 1:
            raise NotNow(Short.POINTS)
        if here.filter(stock__gte=1).update(stock=F("stock") - 1) != 1:
            raise NotNow(Short.STOCK)
        shop = Shop.objects.filter(organisation=organisation, spent_minor__lte=F("budget_minor") - row.value_minor)
        if shop.filter(budget_minor__gte=row.value_minor).update(spent_minor=F("spent_minor") + row.value_minor) != 1:
            raise NotNow(Short.BUDGET)
        wish = Wish.objects.create(
            organisation=organisation, prize=row, account=account, points=row.points, value_minor=row.value_minor,
            at_ms=now_ms(),
        )  # fmt: skip
        record.event(events.PRIZE_ASKED, Subject("wish", wish.uid), {"points": row.points})
    return wish


def hand_over(actor: Account, wish: Wish) -> bool:
    """An organiser gave it away; once."""
    with action(actor, wish.organisation, Permission.TEACH) as record:
        mine = Wish.objects.filter(pk=wish.pk, state=Wish.ASKED)
        is_done = mine.update(state=Wish.HANDED, ended_ms=now_ms()) == 1
        record.event(events.PRIZE_HANDED, Subject("wish", wish.uid), {})
    return is_done


def take_back(account: Account, wish: Wish) -> None:
    """The person thinks again, or an organiser cannot get it; points, stock and budget return, once."""
    is_own = wish.account_id == account.pk
    begun = own_action(account, wish.organisation) if is_own else action(account, wish.organisation, Permission.TEACH)
    with begun as record:
        give_back(wish)
        record.event(events.PRIZE_RETURNED, Subject("wish", wish.uid), {})


def give_back(wish: Wish) -> None:
    """Part of an action."""
    if Wish.objects.filter(pk=wish.pk, state=Wish.ASKED).update(state=Wish.BACK, ended_ms=now_ms()) != 1:
        return
    Prize.objects.filter(pk=wish.prize_id).update(stock=F("stock") + 1)
    Shop.objects.filter(organisation=wish.organisation).update(spent_minor=F("spent_minor") - wish.value_minor)
    purse = Purse.objects.filter(account=wish.account_id, organisation=wish.organisation, is_out=False)
    purse.update(balance=F("balance") + wish.points)
