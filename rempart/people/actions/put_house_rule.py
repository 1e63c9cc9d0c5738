"""A rule of the house is put up, anew or as a new version; or it is withdrawn. Who is counted in which group is fixed here."""

from rempart.directory.actions.action import action, demand, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, Person
from rempart.events import people as events
from rempart.people.core.group_figures import groups
from rempart.people.core.house_rule import LEAST, Draft, HouseKind, check, digest
from rempart.people.store import shelf
from rempart.people.store.first_team import first_teams
from rempart.people.store.house_rules import HouseCounted, HouseRule, HouseText, HouseVersion
from rempart.terms.scope import Subject

MAX_RULES = 100  # of one organisation, withdrawn ones not counted


class Full(Exception):
    """There are as many as people can be asked to know."""


class Withdrawn(Exception):
    """It is no longer asked of anybody."""


def put_rule(actor: Account, organisation: Organisation, kind: HouseKind, draft: Draft) -> HouseVersion:
    """Raises BadVersion, Full, PermissionDenied."""
    check(draft)
    file = _shelved(actor, organisation, draft)
    with action(actor, organisation, Permission.TEACH) as record:
        if HouseRule.objects.filter(organisation=organisation, is_withdrawn=False).count() >= MAX_RULES:
            raise Full
        made = _version(HouseRule.objects.create(organisation=organisation, kind=kind.value), 1, draft, file)
        record.event(events.HOUSE_RULE_PUT, _subject(made.rule), _said(made))
    return made


def put_version(actor: Account, rule: HouseRule, draft: Draft) -> HouseVersion:
    """A newer one: everybody reads again. Raises BadVersion, Withdrawn, PermissionDenied."""
    check(draft)
    file = _shelved(actor, rule.organisation, draft)
    with action(actor, rule.organisation, Permission.TEACH) as record:
        row = HouseRule.objects.select_for_update().get(pk=rule.pk)
        if row.is_withdrawn:
            raise Withdrawn
        newest = HouseVersion.objects.filter(rule=row).order_by("-number").first()
        made = _version(row, newest.number + 1 if newest else 1, draft, file)
        record.event(events.HOUSE_RULE_PUT, _subject(row), _said(made))
    return made


def withdraw_rule(actor: Account, rule: HouseRule) -> None:
    """Nobody is asked any more; what was confirmed stays until its year is over. Raises Withdrawn, PermissionDenied."""
    with action(actor, rule.organisation, Permission.TEACH) as record:
        if HouseRule.objects.filter(pk=rule.pk, is_withdrawn=False).update(is_withdrawn=True) != 1:
            raise Withdrawn
        record.event(events.HOUSE_RULE_WITHDRAWN, _subject(rule), {"rule": rule.uid})


def _shelved(actor: Account, organisation: Organisation, draft: Draft) -> str:
    """Digest of its file, which is on the disk before a row speaks of it; empty without one. Raises PermissionDenied."""
    demand(actor, organisation, Permission.TEACH)
    return shelf.put(draft.file, shelf.house_rules) if draft.file else ""


def _version(rule: HouseRule, number: int, draft: Draft, file: str) -> HouseVersion:
    made = HouseVersion.objects.create(
        organisation=rule.organisation, rule=rule, number=number, dated_on=draft.dated_on, put_ms=now_ms(),
        digest=digest(draft), file_sha256=file, least=LEAST,
    )  # fmt: skip
    for language, one in draft.wordings.items():
        wrong_1, wrong_2 = (*one.wrongs, "")[:2]
        HouseText.objects.create(
            organisation=rule.organisation, version=made, language=language, title=one.title, text=one.text,
            ask=one.ask, right=one.right, wrong_1=wrong_1, wrong_2=wrong_2,
        )  # fmt: skip
    people = Person.objects.filter(organisation=rule.organisation).values_list("pk", flat=True)
    found = groups(first_teams(rule.organisation, people), LEAST)
    HouseCounted.objects.bulk_create(
        HouseCounted(version=made, person_id=person, group=name) for person, name in found.items()
    )
    return made


def _said(version: HouseVersion) -> dict[str, object]:
    return {"rule": version.rule.uid, "version": version.number, "digest": version.digest}


def _subject(rule: HouseRule) -> Subject:
    return Subject("house_rule", rule.uid)
