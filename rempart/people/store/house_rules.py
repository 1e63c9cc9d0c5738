"""Tables of the house's own rules, and of who confirmed which version.

Purpose of a confirmation: to ask nobody twice, and to say how many know the newest version. Kept for `KEPT_DAYS` (it counts
for a year, then the rule is read again), then gone (people_forget); erased with its person. Texts stay with the rule. Who was
written to about which version: to write to nobody too often; kept as long, and gone with the person.
"""

from pathlib import Path
from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, Person
from rempart.people.core.house_rule import CONFIRMED_DAYS, LEAST, MAX_ASK, MAX_TITLE
from rempart.people.store import shelf
from rempart.people.store.programme import new_seed
from rempart.registry.written import LANGUAGES
from rempart.terms.duration import DAY_S


class HouseRule(Owned):
    """One rule through all its versions."""

    kind = models.CharField(max_length=12)
    is_withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class HouseVersion(Owned):
    """As it was put up; never changed afterwards. `least` and who is counted in which group are fixed with it."""

    rule = models.ForeignKey(HouseRule, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    dated_on = models.DateField()
    put_ms = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64, blank=True, db_index=True)  # its content lies in the data folder
    least = models.PositiveSmallIntegerField(default=LEAST)
    seed = models.CharField(max_length=64, default=new_seed, editable=False)
    figures: Any = models.JSONField(default=dict, blank=True)  # as last told, by group; once a week anew
    figures_ms = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "number"], name="people_house_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"

    @property
    def has_file(self) -> bool:
        """Was one put up with it?"""
        return bool(self.file_sha256)

    def file(self) -> Path:
        """Where it lies, when there is one."""
        return shelf.file_of(self.file_sha256, shelf.house_rules)


class HouseText(Owned):
    """One language of a version. `wrong_2` may be empty."""

    version = models.ForeignKey(HouseVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=MAX_TITLE)
    text = models.TextField(blank=True)
    ask = models.CharField(max_length=MAX_ASK)
    right = models.CharField(max_length=MAX_ASK)
    wrong_1 = models.CharField(max_length=MAX_ASK)
    wrong_2 = models.CharField(max_length=MAX_ASK, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "language"], name="people_house_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"

    def wrongs(self) -> list[str]:
        """What is tempting and wrong."""
        return [one for one in (self.wrong_1, self.wrong_2) if one]


class Confirmation(Owned):
    """Somebody read a version and answered its question. Theirs alone: figures are of groups."""

    version = models.ForeignKey(HouseVersion, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "account"], name="people_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.uid}"


class HouseCounted(models.Model):
    """Who stands in which group of a version's figures, fixed when it was put up; goes with the person."""

    version = models.ForeignKey(HouseVersion, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    group = models.CharField(max_length=16, blank=True)  # a team's uid; empty for the others

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "person"], name="people_house_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.group}"


class HouseAsked(models.Model):
    """Somebody was written to about a version, `times` times so far."""

    version = models.ForeignKey(HouseVersion, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    last_ms = models.BigIntegerField()
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "person"], name="people_house_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.times}"


def newest(organisation: Organisation) -> list[HouseVersion]:
    """Of each rule in force, the oldest rule first."""
    rows = HouseVersion.objects.filter(organisation=organisation, rule__is_withdrawn=False)
    by_rule = {row.rule_id: row for row in rows.select_related("rule").order_by("number", "pk")}
    return [by_rule[name] for name in sorted(by_rule)]


def fresh(moment_ms: int) -> models.QuerySet[Confirmation]:
    """Those that count then: of the year before."""
    return Confirmation.objects.filter(at_ms__gt=moment_ms - CONFIRMED_DAYS * DAY_S * 1_000)


def confirmed_by(version: HouseVersion, moment_ms: int) -> set[int]:
    """Accounts that confirmed it within the year before."""
    return set(fresh(moment_ms).filter(version=version).values_list("account", flat=True))


def waiting_for(account: Account | None, organisation: Organisation, moment_ms: int) -> list[HouseVersion]:
    """Those in force that the account has yet to confirm; of somebody without one all of them."""
    mine = fresh(moment_ms).filter(account=account, organisation=organisation)
    done = set(mine.values_list("version", flat=True)) if account is not None else set[int]()
    return [row for row in newest(organisation) if row.pk not in done]


def text_in(version: HouseVersion, language: str) -> HouseText:
    """In that language, else in the first of ours in which it is written."""
    found = {one.language: one for one in HouseText.objects.filter(version=version)}
    return next(found[one] for one in (language, *LANGUAGES) if one in found)
