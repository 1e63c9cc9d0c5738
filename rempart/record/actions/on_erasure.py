"""On which days a closed account looked into the record goes with it, also when a restore brought it back."""

from rempart.record.store.models import ReaderDay


def on_erasure(uids: list[str]) -> None:
    """The account's row stays, and these hang on it. That somebody looked stands in the entries."""
    ReaderDay.objects.filter(account__uid__in=uids).delete()
