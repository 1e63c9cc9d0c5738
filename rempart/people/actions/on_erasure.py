"""What a person learnt goes with the account, also when a restore brought it back."""

from rempart.people.actions.package_tidy import erase_packages
from rempart.people.store.models import Attempt, Card


def on_erasure(uids: list[str]) -> None:
    """The account's row stays, and these hang on it."""
    Attempt.objects.filter(account__uid__in=uids).delete()
    Card.objects.filter(account__uid__in=uids).delete()
    erase_packages(uids)
