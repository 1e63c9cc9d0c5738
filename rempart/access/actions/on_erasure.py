"""What only this area knows of whoever had a closed account: it goes here, also when a restore brought it back."""

from allauth.socialaccount.models import SocialAccount

from rempart.access.store.devices import Device
from rempart.access.store.models import KnownBrowser, Letter


def on_erasure(uids: list[str]) -> None:
    """Rows of a person go with the person's own; an account's row stays, and these hang on it."""
    KnownBrowser.objects.filter(account__uid__in=uids).delete()
    Letter.objects.filter(account__uid__in=uids).delete()
    SocialAccount.objects.filter(user__uid__in=uids).delete()
    Device.objects.filter(account__uid__in=uids).update(name="")
