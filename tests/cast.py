"""The people of the tests: Alice owns, Bob audits beside her, Charlie owns another firm and is a stranger here."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from rempart.directory.actions.action import system_action
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member, create_organisation
from rempart.directory.actions.limit_member import write_limits
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Host, Organisation, Site, Team

PASSWORD = "granite-not-gravel-5"


@dataclass(frozen=True)
class Cast:
    """Two organisations and their people."""

    lavande: Organisation
    velos: Organisation
    alice: Account
    bob: Account
    charlie: Account


def enrol(account: Account) -> str:
    """Give the account an authenticator app, as its role demands; the secret."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return str(secret)


def go_stale(client: Client) -> None:
    """As if the second factor had been shown long ago: step-up is due again."""
    session = client.session
    session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)
    session.save()


def make_cast() -> Cast:
    """Through the actions, as the product makes them; without passwords, which take long to hash on purpose."""
    lavande = create_organisation("Maison Lavande", None)
    velos = create_organisation("Vélos Aubrac", None)
    alice = create_account(lavande, "alice@lavande.example", None, "Alice")
    bob = create_account(lavande, "bob@audit.example", None, "Bob")
    charlie = create_account(velos, "charlie@velos.example", None, "Charlie")
    for organisation, account, role in (
        (lavande, alice, Role.OWNER),
        (lavande, bob, Role.AUDITOR),
        (velos, charlie, Role.OWNER),
    ):
        with system_action(organisation) as record:
            add_member(record, organisation, account, role)
        enrol(account)
    return Cast(lavande, velos, alice, bob, charlie)


def colleague(
    organisation: Organisation, name: str, role: Role, *, reach: Sequence[Site | Host | Team] | None = None
) -> Account:
    """One more member of a firm; with `reach` a membership that is limited to these rows."""
    account = create_account(organisation, f"{name.lower()}@{organisation.uid}.example", None, name)
    with system_action(organisation) as record:
        member = add_member(record, organisation, account, role)
        if reach is not None:
            write_limits(record, member, reach, None)
    enrol(account)
    return account
