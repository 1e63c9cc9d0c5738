"""Somebody confirms the newest version of a rule of the house: for themselves alone, and with its question answered."""

from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.store.house_rules import Confirmation, HouseText, HouseVersion, fresh
from rempart.terms.scope import Subject


class NotNewest(Exception):
    """A newer version is there, or the rule was withdrawn."""


class NotRight(Exception):
    """The question was answered otherwise: read it again."""


def confirm(account: Account, version: HouseVersion, language: str, answer: str) -> Confirmation:
    """The same one when it was confirmed within the year. Raises NotNewest, NotRight, PermissionDenied."""
    if (held := held_by(account, version)) is not None:
        return held
    with own_action(account, version.organisation) as record:
        newest = HouseVersion.objects.filter(rule=version.rule_id, rule__is_withdrawn=False).order_by("-number").first()
        if newest is None or newest.pk != version.pk:
            raise NotNewest
        text = HouseText.objects.filter(version=version, language=language).first()
        if text is None or answer != text.right:
            raise NotRight
        row, _ = Confirmation.objects.update_or_create(
            version=version, account=account, defaults={"organisation": version.organisation, "at_ms": now_ms()}
        )
        body = {"rule": version.rule.uid, "version": version.number}
        record.event(events.HOUSE_RULE_CONFIRMED, Subject("house_rule", version.rule.uid), body)
    return row


def held_by(account: Account, version: HouseVersion) -> Confirmation | None:
    """What the account confirmed within the year."""
    return fresh(now_ms()).filter(version=version, account=account).first()
