"""Identity providers of an organisation: set up, removed; accounts linked and unlinked."""

from typing import Any

from allauth.socialaccount.models import SocialAccount

from rempart.access.store.models import Provider, SignInRule
from rempart.channel import sealed
from rempart.directory.actions.action import action, now_ms, system_action
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import access as events
from rempart.terms.scope import Subject


def place_of(provider: Provider) -> str:
    """What its secret is bound to."""
    return context_of(provider, "secret")


def secret_of(provider: Provider) -> str:
    """The client's secret; empty when there is none. Raises Unreadable."""
    held = bytes(provider.secret)
    return sealed.decrypt(held, place_of(provider)).decode() if held else ""


def save_provider(actor: Account, provider: Provider, secret: str) -> None:
    """New or changed; an empty `secret` leaves the one that is there."""
    with action(actor, provider.organisation, Permission.MANAGE_SIGN_IN) as record:
        if secret:
            provider.secret = sealed.encrypt(secret.encode(), place_of(provider))
            provider.secret_set_ms = now_ms()
        provider.save()
        record.event(events.PROVIDER_SAVED, Subject("provider", provider.uid), {"kind": provider.kind})


def remove_provider(actor: Account, provider: Provider) -> None:
    """Links to it go too: nobody comes in through it any more."""
    with action(actor, provider.organisation, Permission.MANAGE_SIGN_IN) as record:
        SocialAccount.objects.filter(provider=provider.uid).delete()
        record.event(events.PROVIDER_REMOVED, Subject("provider", provider.uid), {})
        provider.delete()


def note_link(account: Account, provider: Provider, *, is_made: bool) -> None:
    """Whose account came to, or left, the provider."""
    with system_action(provider.organisation) as record:
        record.actor = f"account:{account.uid}"
        kind = events.PROVIDER_LINKED if is_made else events.PROVIDER_UNLINKED
        record.event(kind, Subject("account", account.uid), {})


def unlink(account: Account, provider: Provider) -> bool:
    """By the person."""
    if not SocialAccount.objects.filter(user=account, provider=provider.uid).delete()[0]:
        return False
    note_link(account, provider, is_made=False)
    return True


def forget_claims(held: SocialAccount) -> None:
    """What a provider said of a person is not kept; allauth has just written it."""
    SocialAccount.objects.filter(pk=held.pk).update(extra_data={})


def note_refusal(provider: Provider, why: str) -> None:
    """Somebody came from the provider and was not let in; who, only the provider knows."""
    with system_action(provider.organisation, while_closed=True) as record:
        record.event(events.PROVIDER_REFUSED, Subject("provider", provider.uid), {"why": why})


def save_rule(actor: Account, organisation: Organisation, code: str, also: list[Role]) -> None:
    """The short code of the learners' door, and roles that need a second factor here beyond the rules of the house."""
    with action(actor, organisation, Permission.MANAGE_SIGN_IN) as record:
        said: dict[str, Any] = {"code": code, "also_demanded": sorted(role.value for role in also)}
        SignInRule.objects.update_or_create(organisation=organisation, defaults=said)
        record.event(events.RULE_CHANGED, Subject("organisation", organisation.uid), {"also": said["also_demanded"]})
