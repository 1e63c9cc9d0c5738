"""What mail knows of a person goes with them, also when a restore brought it back."""

from rempart.mail.actions.erase_results import erase_results
from rempart.mail.actions.forget_reporter import forget_reporter


def on_erasure(uids: list[str]) -> None:
    """Uids of persons and of accounts."""
    erase_results(uids)
    forget_reporter(uids)
