"""The language that somebody chose goes with the account: letters, answers and drills are written in it."""

from rempart.directory.store.models import Account


def keep_language(account: Account, code: str, *, only_first: bool = False) -> None:
    """No event: how somebody likes to read is nobody's business. `only_first` leaves what was chosen before."""
    mine = Account.objects.filter(pk=account.pk)
    (mine.filter(language="") if only_first else mine).update(language=code)
