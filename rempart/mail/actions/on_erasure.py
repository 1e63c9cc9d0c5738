"""What mail knows of a person goes with them, also when a restore brought it back."""

from rempart.mail.actions.erase_results import erase_results
from rempart.mail.actions.forget_drills import erase_drills
from rempart.mail.actions.forget_reporter import forget_reporter


def on_erasure(uids: list[str]) -> None:
    """Uids of persons and of accounts. The results first: they are found by the pseudonym, which goes after them."""
    erase_results(uids)
    erase_drills(uids)
    forget_reporter(uids)
