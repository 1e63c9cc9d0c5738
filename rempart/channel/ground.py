"""The form in which files of one update change places on a live site: some folders or files, and nothing else of it.

One file each in `<area>/grounds/<id>.py` with `UNIT = Ground(...)`; its id is that of the source through which the site is
reached, and updates find it across areas. Nothing here knows Django.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.source import Desk, Opening, Origin, Parcel

LOGS = ("wp-content/debug.log", "error_log", "wp-admin/error_log", "php_errors.log")
HIDDEN_LOG = ("wp-content", ".htdebug-", ".log")  # where the companion puts the first of them: folder, beginning, end
WORDPRESS_ENDS_S = 600  # WordPress looks away from its page of maintenance once it is older than that
SETTLE_S = 3.0  # where PHP can be neither told nor asked: it looks every 2 s by default (opcache.revalidate_freq)


@dataclass(frozen=True, slots=True)
class Lot:
    """`uid` names the update. `parts` are paths below WordPress's folder, exchanged whole; `files` holds them by these
    paths until they are live. `notes`, the parent of `files`, is the ground's to write into; it stays until `finish`.
    `former` are the updates whose way back ends with this one."""

    uid: str
    parts: tuple[str, ...]
    files: Path
    former: tuple[str, ...] = ()

    @property
    def parcel(self) -> Parcel:
        """As a source puts back a part of a site."""
        return Parcel(self.uid, False, self.files, parts=self.parts)

    @property
    def notes(self) -> Path:
        """For whoever works on, after a kill or a week later."""
        return self.files.parent


@dataclass(frozen=True, slots=True)
class Ground:
    """Each step may be killed anywhere and called again. All raise Trouble; `unreachable` is tried again later.

    `ready`, before anything is unpacked: whether it can be done there now (`closed`, `missing`, `restore_kept`). `lay`:
    all of it beside; nothing live changes. `calm` comes back when the next steps will be quick. `close`: visitors wait for
    at most so many seconds, even if nobody lives to let them in. `swap`: live; raises `changed_live` where somebody else
    changed a part since `lay`. `open`: visitors come in; harmless where they do. `settle`: from now on PHP runs what
    `swap` has laid. `undo`: what was before is live again and `finish` has nothing to do, or Trouble (`changed_live`,
    `missing`); also where WordPress no longer starts. `keep`: it stood the look; `undo` still can. `finish`: nothing
    lies beside any more. `logs` are sizes of the error logs in the site's folder, `read` some bytes of one.
    """

    id: str
    ready: Callable[[Origin, Lot, Desk], None]
    lay: Callable[[Origin, Lot, Desk], None]
    close: Callable[[Origin, Lot, int], None]
    swap: Callable[[Origin, Lot, Desk], None]
    open: Callable[[Origin, Lot], None]
    settle: Callable[[Origin, Lot], None]
    undo: Callable[[Origin, Lot, Desk], None]
    finish: Callable[[Origin, Lot, Desk], None]
    logs: Callable[[Origin], Mapping[str, int]]
    read: Callable[[Origin, str, int, int], bytes]
    calm: Callable[[Origin, Lot, Desk], None] | None = None
    keep: Callable[[Origin, Lot], None] | None = None
    opening: Callable[[Origin], Opening] | None = None
