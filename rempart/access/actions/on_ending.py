"""When an account's access ends, its sessions, devices, known browsers and links to a provider end in the same transaction."""

from allauth.socialaccount.models import SocialAccount

from rempart.access.actions.end_session import ACCESS_ENDED, close
from rempart.access.actions.revoke_device import revoke_devices_of
from rempart.access.store.models import KnownBrowser, LearnerCode, Letter, Provider, SignIn
from rempart.access.store.service_accounts import ServiceAccount
from rempart.directory.actions.action import Record
from rempart.directory.store.models import Account, Membership, Organisation, SignInLink
from rempart.events import access as events
from rempart.terms.scope import Subject


def on_ending(record: Record, account: Account, organisation: Organisation) -> None:
    """Sessions always, whatever else the account serves: who is still a member elsewhere signs in again.

    Links to this organisation's providers go; browsers and unsent letters only with the last membership.
    """
    subject = Subject("account", account.uid)
    open_rows = list(SignIn.objects.filter(account=account, ended_ms=None))
    if open_rows:
        close(open_rows, ACCESS_ENDED)
        record.event(events.SESSION_ENDED, subject, {"why": ACCESS_ENDED})
    ServiceAccount.objects.filter(organisation=organisation, answerable=account).update(answerable=None)
    revoke_devices_of(record, account, organisation)
    here = Provider.objects.filter(organisation=organisation).values_list("uid", flat=True)
    if SocialAccount.objects.filter(user=account, provider__in=list(here)).delete()[0]:
        record.event(events.PROVIDER_UNLINKED, subject, {})
    LearnerCode.objects.filter(person__account=account, organisation=organisation).delete()
    if not Membership.objects.filter(account=account).exists():
        SignInLink.objects.filter(account=account, used_at_ms=None).delete()
        KnownBrowser.objects.filter(account=account).delete()
        Letter.objects.filter(account=account).delete()
