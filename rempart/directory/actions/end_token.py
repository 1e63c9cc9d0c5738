"""End API tokens: one by hand, or all of an account that leaves."""

from rempart.directory.actions.action import Record, action, now_ms, own_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.tokens import ApiToken
from rempart.events import tokens as events
from rempart.terms.scope import Subject


def end_token(actor: Account, token: ApiToken) -> None:
    """One's own always; another's with the right to manage tokens. Ending twice is once."""
    own = token.account_id == actor.pk
    opened = (
        own_action(actor, token.organisation) if own else action(actor, token.organisation, Permission.MANAGE_TOKENS)
    )
    if token.ended_at_ms is not None:
        return
    with opened as record:
        end_in(record, token)


def end_tokens_of(record: Record, account: Account, organisation: Organisation) -> None:
    """Part of the ending of an account's access."""
    for token in ApiToken.objects.filter(account=account, organisation=organisation, ended_at_ms=None):
        end_in(record, token)


def end_in(record: Record, token: ApiToken) -> None:
    """Part of an open action."""
    token.ended_at_ms = now_ms()
    token.save(update_fields=["ended_at_ms"])
    record.event(events.TOKEN_ENDED, Subject("token", token.uid), {})
