"""What this process serves of contests; the folder and the key of each; the lock by which one process serves them all."""

import hashlib
import hmac
import secrets
from pathlib import Path

from rempart.channel import lock
from rempart.channel.place import state_folder
from rempart.channel.ranges import Ranges, RangeSite
from rempart.contest.core.flag import KEY_BYTES
from rempart.contest.core.weakness import Weakness
from rempart.registry.discover import across_areas, discover

TITLE, PERSON = "Marigold", "keeper"  # of every site, and its administrator
LIVE: dict[str, RangeSite] = {}  # by side
_LOCK: list[int] = []
PLANTED = "planted"  # in a side's folder, outside the walls, once its weaknesses are laid
KEY = "key"


class NoKey(LookupError):
    """The contest is over, or has not been called on this machine."""


def weaknesses() -> dict[str, Weakness]:
    """All there are."""
    return discover("rempart.contest.weaknesses", Weakness)


def ranges() -> Ranges | None:
    """Whoever makes sites."""
    return next(iter(across_areas("rempart", "ranges", Ranges).values()), None)


def is_ours() -> bool:
    """Does this process serve the contests? The kernel frees the lock when it dies."""
    if not _LOCK:
        try:
            _LOCK.append(lock.take(folder() / "range.lock"))
        except lock.Taken:
            return False
    return True


def folder() -> Path:
    """Where all of them lie; for the hub's account alone."""
    made = state_folder() / "ranges"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def make_key(contest: str) -> None:
    """By the worker, before the first site; one that is there stays."""
    here = folder() / contest
    here.mkdir(mode=0o700, exist_ok=True)
    file = here / KEY
    if not file.exists() or file.stat().st_size != KEY_BYTES:
        file.touch(mode=0o600)
        file.write_bytes(secrets.token_bytes(KEY_BYTES))


def key_of(contest: str) -> bytes:
    """Raises NoKey."""
    try:
        key = (folder() / contest / KEY).read_bytes()
    except OSError as gone:
        raise NoKey from gone
    if len(key) != KEY_BYTES:
        raise NoKey
    return key


def password_of(contest: str, side: str) -> str:
    """Of the administrator of a side's site. Raises NoKey."""
    return hmac.new(key_of(contest), f"password|{side}".encode(), hashlib.sha256).hexdigest()[:20]
