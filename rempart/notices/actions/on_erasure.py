"""Ways to whoever had a closed account go, with the addresses in them, also when a restore brought them back."""

from rempart.notices.store.models import Habit, Way


def on_erasure(uids: list[str]) -> None:
    """The account's row stays, and these hang on it."""
    Way.objects.filter(account__uid__in=uids).delete()
    Habit.objects.filter(account__uid__in=uids).delete()
