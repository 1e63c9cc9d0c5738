"""What mail knows of a person goes with them, also when a restore brought it back."""

from rempart.mail.actions.forget_drills import erase_drills


def on_erasure(uids: list[str]) -> None:
    """One line for each part of the area."""
    erase_drills(uids)
