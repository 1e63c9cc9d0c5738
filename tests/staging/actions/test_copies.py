"""STG-01: a copy in seconds from the newest snapshot, and nothing left of it when its time is over or its hub is killed."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dev.wordpress import Site as WordPress
from rempart.backup.net import sqlite
from rempart.channel.copies import Copies
from rempart.channel.source import Trouble
from rempart.directory.actions.action import now_ms, system_action
from rempart.registry.discover import across_areas
from rempart.staging.actions import live
from rempart.staging.actions.ask_copy import TooMany, admit, ask_copy, ask_removal, enter
from rempart.staging.actions.keep_copies import keep, make_one
from rempart.staging.core.stage import LIFE_MS, Purpose, Stage
from rempart.staging.net.gate import COOKIE
from rempart.staging.net.making import make
from rempart.staging.store.models import SiteCopy
from tests.backup.house import Desk
from tests.cast import Cast
from tests.staging.house import Kept, kept
from tests.staging.stage import SITE, brought

pytestmark = pytest.mark.slow


@pytest.fixture
def shop(cast_: Cast, wordpress: WordPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A real shop with one snapshot."""
    with kept(cast_, wordpress, tmp_path, monkeypatch) as found:
        found.snapshot()
        yield found


def row(uid: str) -> SiteCopy:
    return SiteCopy.objects.get(uid=uid)


def test_from_asking_to_gone(shop: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask_copy(shop.actor, shop.site)
    assert ask_copy(shop.actor, shop.site).uid == asked.uid
    assert (make_one(), make_one()) == (True, False)
    made = row(asked.uid)
    assert (made.stage, made.trouble) == (Stage.OPEN, "")
    assert made.masked["people"] == 1
    assert made.expires_at_ms - made.asked_at_ms == LIFE_MS
    copy = live.LIVE[made.uid]
    # a browser is let in once, by a word that the record does not know
    address = enter(shop.actor, made)
    word = address.partition("word=")[2]
    assert word not in str(SiteCopy.objects.values_list())
    assert admit(made.uid, "another") is False
    monkeypatch.setattr(copy, "admit", lambda given: given == word)
    answer = copy.fetch(address.removeprefix(copy.url), cookies={})
    assert copy.fetch("/", cookies={COOKIE: answer.cookies[COOKIE]}).status == 200
    assert (admit(made.uid, word), admit(made.uid, word)) == (True, False)
    copy.php("wp_mail('x@example.com', 'a', 'b');")
    keep()
    assert row(made.uid).sunk["mails"] == 1
    # 24 hours later
    SiteCopy.objects.filter(pk=made.pk).update(expires_at_ms=now_ms() - 1)
    keep()
    over = row(made.uid)
    assert (over.stage, over.sunk["mails"], over.address) == (Stage.GONE, 1, "")
    assert list(live.folder_of_all().iterdir()) == []
    assert not copy.is_alive
    with pytest.raises(LookupError):
        enter(shop.actor, over)


def test_another_area_has_one_and_closes_it(shop: Kept) -> None:
    copies = across_areas("rempart", "copies", Copies)["staging"]
    copy = copies.open(shop.site.uid, "", "updates", Desk())
    assert copy.fetch("/").status == 200
    assert row(copy.uid).purpose == Purpose.UPDATES
    keep()
    assert copy.fetch("/").status == 200
    copy.close()
    copy.close()
    assert row(copy.uid).stage == Stage.GONE
    assert list(live.folder_of_all().iterdir()) == []
    with pytest.raises(Trouble):
        copy.fetch("/")


def test_removal_that_was_asked_for_and_no_more_than_three(shop: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask_copy(shop.actor, shop.site)
    make_one()
    ask_removal(shop.actor, asked)
    keep()
    assert row(asked.uid).stage == Stage.GONE
    monkeypatch.setattr("rempart.staging.actions.ask_copy.COPIES_TOGETHER", 0)
    with pytest.raises(TooMany):
        ask_copy(shop.actor, shop.site)


def test_without_a_snapshot_or_without_walls_there_is_none(shop: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask_copy(shop.actor, shop.site)
    monkeypatch.setattr("rempart.staging.net.box.works", lambda: "no user namespaces here")
    make_one()
    assert (row(first.uid).stage, row(first.uid).trouble) == (Stage.FAILED, "no_isolation")
    monkeypatch.undo()
    monkeypatch.setattr("rempart.staging.actions.make_copy.newest_of", lambda kept, site: None)
    second = ask_copy(shop.actor, shop.site)
    make_one()
    assert (row(second.uid).stage, row(second.uid).trouble) == (Stage.FAILED, "no_snapshot")


HUB = """
import sys, time
from pathlib import Path
from rempart.staging.actions import live
from rempart.staging.net.box import Box
from rempart.staging.net.gate import Gate
from rempart.staging.net.opened import Known, OpenCopy
import json
uid = sys.argv[1]
given = json.loads((live.folder_of(uid) / "known.json").read_text())
assert live.hold(uid)
copy = OpenCopy(Known(**given), Box(live.folder_of(uid), given["root"]), Gate(), lambda: None).start()
print(" ".join(str(one.process.pid) for one in copy._servers), flush=True)
time.sleep(600)
"""


def test_a_killed_hub_leaves_nothing_running_and_the_next_one_takes_up_or_throws_away(shop: Kept) -> None:
    asked = ask_copy(shop.actor, shop.site)
    make_one()
    copy = live.LIVE.pop(asked.uid)
    copy.stop()
    live.let_go(asked.uid)
    hub = subprocess.Popen(
        [sys.executable, "-c", HUB, asked.uid], stdout=subprocess.PIPE, text=True, env=os.environ.copy()
    )
    assert hub.stdout is not None
    pids = [int(one) for one in hub.stdout.readline().split()]
    assert pids
    keep()  # the other process lives: nobody touches its copy
    assert (asked.uid in live.LIVE, row(asked.uid).stage) == (False, Stage.OPEN)
    hub.send_signal(signal.SIGKILL)
    hub.wait()
    hub.stdout.close()
    ends = time.monotonic() + 10
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < ends, "what ran in the copy outlived its hub"
        time.sleep(0.02)
    keep()  # the next hub: served again, masked as it was
    assert live.LIVE[asked.uid].fetch("/").status == 200
    # killed once more, and found again only when its time is over
    live.LIVE.pop(asked.uid).stop()
    live.let_go(asked.uid)
    SiteCopy.objects.filter(uid=asked.uid).update(expires_at_ms=now_ms() - 1)
    (live.folder_of_all() / "0123456789abcdef" / "files").mkdir(parents=True)  # of an organisation that was closed
    keep()
    assert row(asked.uid).stage == Stage.GONE
    assert list(live.folder_of_all().iterdir()) == []


def alive(pid: int) -> bool:
    """A process that was not waited for yet counts as dead."""
    with contextlib.suppress(OSError):
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    return False


def test_a_folder_that_goes_away_is_not_told_as_a_full_disk(
    shop: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/somewhere/below/the/hub")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for fault, code in ((away, "broken"), (full, "no_room")):
        monkeypatch.setattr("rempart.staging.actions.make_copy.make", fault)
        asked = ask_copy(shop.actor, shop.site)
        make_one()
        assert (row(asked.uid).stage, row(asked.uid).trouble) == (Stage.FAILED, code)
    assert "in away" in caplog.text  # where it happened stands in the worker's log


def test_whoever_keeps_copies_leaves_one_alone_that_is_being_begun(shop: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keeper looks at the very moment when the row can first be seen."""
    begun = system_action

    @contextlib.contextmanager
    def seen(*given: Any, **named: Any) -> Iterator[Any]:
        with begun(*given, **named) as record:
            yield record
        keep()

    monkeypatch.setattr("rempart.staging.actions.make_copy.system_action", seen)
    copy = across_areas("rempart", "copies", Copies)["staging"].open(shop.site.uid, "", "updates", Desk())
    assert copy.fetch("/").status == 200
    copy.close()


def test_the_file_of_the_database_has_the_name_that_its_source_gives_it(shop: Kept, tmp_path: Path) -> None:
    """A companion's copy calls it otherwise than ours."""
    given = brought(shop.wordpress, tmp_path)
    assert given.database is not None
    (given.database / sqlite.FILE).rename(given.database / "database.sqlite")
    tables = tuple(replace(one, file="database.sqlite") for one in given.tables)
    _, masked = make("c0ffee0123456789", "site", SITE, tmp_path, replace(given, tables=tables), Desk())
    assert masked.people == 1
