"""An update tried on a copy: everything looked at before, the files laid, everything looked at again, and told."""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from rempart.channel.copies import Copies, Copy
from rempart.channel.source import Desk, Trouble
from rempart.registry.discover import across_areas
from rempart.updates.actions import paths
from rempart.updates.core import crawl as rules
from rempart.updates.core.picture import compared
from rempart.updates.core.sheet import (
    FAILED,
    PASSED,
    SKIPPED,
    Check,
    Sheet,
    Shot,
    changes_check,
    log_check,
    pages_check,
    pictures_check,
    tables_check,
)
from rempart.updates.net import network, picture, probe
from rempart.updates.net.crawl import UPGRADE, crawl, visitor_of, walk
from rempart.updates.net.package import unpack
from rempart.updates.store.models import Habit, Job, Package

SHOTS = 5  # pages that are photographed


@dataclass
class Looked:
    """One look at everything in the copy."""

    pages: list[rules.Page]
    shop: list[rules.Page]
    sign_in: str  # empty when it works
    walked: tuple[int, str]
    inside: probe.Inside
    log: str


@contextmanager
def copy_of(site: str, desk: Desk) -> Iterator[Copy]:
    """The newest snapshot as a copy without a way out; gone afterwards. Raises Trouble."""
    makers = across_areas("rempart", "copies", Copies)
    if not makers:
        raise Trouble("no_copies", "no area here makes copies")
    copy = next(iter(makers.values())).open(site, "", "updates", desk)
    try:
        yield copy
    finally:
        copy.close()


def try_update(job: Job, desk: Desk) -> Sheet:
    """On a copy of its own. Raises Trouble when nothing could be tried."""
    desk.tell("copy", 0)
    with copy_of(job.site.uid, desk) as copy:
        return try_on(copy, job, desk)


def try_on(copy: Copy, job: Job, desk: Desk) -> Sheet:
    """On a copy that is open already."""
    began, package = time.monotonic(), job.package
    habit = Habit.objects.filter(site=job.site).first()
    steps = habit.steps if habit else ""
    person = probe.somebody(copy)
    first = probe.ask(copy)
    start = ["/", *_lines(habit.pages if habit else ""), *first.pages, *first.shop]
    desk.tell("before", 0)
    found = crawl(visitor_of(copy), start, tell=lambda done: desk.tell("before", done))
    paths_ = [page.path for page in found]
    before = _look(copy, found, first.shop, steps, person)
    if not any(page.status == 200 and not page.fault for page in before.pages):
        raise Trouble("no_answer", "no page of the copy works before the update")
    chosen = (_lines(habit.pages if habit else "") or [p.path for p in before.pages if p.status == 200])[:SHOTS]
    album = Album(copy, job, chosen)
    album.before(desk)
    _lay(copy, package, job, desk)
    upgraded = _upgrade(copy, desk)
    sites: list[str] = []
    if not upgraded and package.kind == "core":
        sites, upgraded = _network(copy, desk)
    found = crawl(visitor_of(copy), paths_, only=True, tell=lambda done: desk.tell("after", done, len(paths_)))
    after = _look(copy, found, first.shop, steps, person)
    shots, why = album.after(desk)
    return _sheet(copy, package, before, after, (upgraded, sites), (shots, why), round(time.monotonic() - began))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("/")]


def _look(copy: Copy, found: list[rules.Page], shop: Sequence[str], steps: str, person: tuple[str, str]) -> Looked:
    signed = sign_in(copy, person)
    bought = crawl(visitor_of(copy), shop, only=True)
    walked = walk(visitor_of(copy), steps)
    try:
        inside = probe.ask(copy)
    except Trouble:
        inside = probe.Inside({}, {}, {}, [], [])
    return Looked(found, bought, signed, walked, inside, "\n".join(copy.error_log()))


def sign_in(copy: Copy, person: tuple[str, str]) -> str:
    """The way of somebody who signs in with name and password; what went wrong, or nothing."""
    visitor = visitor_of(copy)
    try:
        page = visitor.open("/wp-login.php")
        if page.status >= 400 or 'name="log"' not in page.text:
            return f"wp-login.php: {page.status}"
        admin = urljoin(copy.url, "/wp-admin/")
        form = {"log": person[0], "pwd": person[1], "wp-submit": "Log In", "redirect_to": admin, "testcookie": "1"}
        home = visitor.open("/wp-login.php", form=urlencode(form).encode())
    except Trouble as lost:
        return lost.code
    if (broken := rules.fault(home.status, home.text)) or home.status >= 400:
        return f"wp-admin: {broken or home.status}"
    return "" if 'id="wpadminbar"' in home.text or 'id="adminmenu"' in home.text else "wp-admin: not signed in"


def _lay(copy: Copy, package: Package, job: Job, desk: Desk) -> None:
    desk.tell("laying", 0)
    folder = paths.work(job) / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        found = unpack(paths.archive(package), folder)
        probe.lay(copy, folder / found.package.folder, found.parts, found.package.place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _upgrade(copy: Copy, desk: Desk) -> str:
    """Tables are brought up as WordPress does it, then by the plug-in's own at the first signed-in page."""
    desk.tell("upgrading", 0)
    visitor = visitor_of(copy, signed_in=True)
    try:
        page = visitor.open(f"/{UPGRADE}")
        if broken := rules.fault(page.status, page.text):
            return broken
        for path in ("/wp-admin/", "/"):
            visitor.open(path)
    except Trouble as lost:
        return lost.code
    return ""


def _network(copy: Copy, desk: Desk) -> tuple[list[str], str]:
    try:
        return network.bring_up(copy, lambda done, total: desk.tell("network", done, total))
    except Trouble as lost:
        return [], lost.code


class Album:
    """Pictures of chosen pages: two before, so that what moves by itself is known, and one after."""

    def __init__(self, copy: Copy, job: Job, chosen: Sequence[str]) -> None:
        self.copy, self.chosen, self.folder, self.why = copy, list(chosen), paths.pictures(job), ""
        self._held: list[tuple[bytes, bytes]] = []

        self.gate = f"http://127.0.0.1:{urlsplit(copy.url).port or 80}"

    def before(self, desk: Desk) -> None:
        """Without a browser on this machine there are no pictures, and the page says so."""
        desk.tell("pictures", 0)
        try:
            cookies = self.copy.cookies()
            with picture.browser(self.copy.url, self.gate, {}) as browser:
                for path in self.chosen:
                    one, other = (browser.picture(urljoin(self.copy.url, path), cookies) for _ in range(2))
                    self._held.append((one, other))
        except Trouble as lost:
            self.why = lost.code

    def after(self, desk: Desk) -> tuple[list[Shot], str]:
        """What changed on each page."""
        desk.tell("pictures", 1)
        if self.why:
            return [], self.why
        shots = []
        try:
            cookies = self.copy.cookies()
            with picture.browser(self.copy.url, self.gate, {}) as browser:
                for number, (path, (one, other)) in enumerate(zip(self.chosen, self._held, strict=True)):
                    now = browser.picture(urljoin(self.copy.url, path), cookies)
                    seen = compared(browser.compare(one, other), browser.compare(one, now))
                    picture.save(one, self.folder / f"{number}-before.png")
                    picture.save(now, self.folder / f"{number}-after.png")
                    shots.append(Shot(path, number, seen.share, seen.masked, seen.is_changed, seen.can_be_told))
        except Trouble as lost:
            return shots, lost.code
        return shots, ""


def _sheet(
    copy: Copy, package: Package, was: Looked, now: Looked, tables: tuple[str, list[str]], album: tuple[list[Shot], str],
    seconds: int,
) -> Sheet:  # fmt: skip
    """`tables`: what is wrong with them, and the sites of a network beside the first that were brought up."""
    key, (upgraded, sites) = f"{package.kind}/{package.slug}", tables
    new = rules.new_lines(was.log, now.log)
    schema = rules.schema_changes(was.inside.tables, now.inside.tables) if now.inside.versions else []
    options = rules.option_changes(was.inside.options, now.inside.options) if now.inside.versions else []
    came = now.inside.versions.get(key)
    checks = [
        pages_check("pages", was.pages, rules.worse(was.pages, now.pages)),
        Check("sign_in", *_compared(was.sign_in, now.sign_in)),
        pages_check("shop", was.shop, rules.worse(was.shop, now.shop)),
        _journey(was.walked, now.walked),
        log_check(new, rules.serious(new)),
        tables_check(upgraded or ("" if came == package.version else came or "none"), len(sites)),
        changes_check("schema", schema),
        changes_check("options", options),
        pictures_check(*album),
    ]
    return Sheet(
        was.inside.versions.get(key), came, tuple(checks), tuple(album[0]), tuple(page.path for page in was.pages),
        bool(schema or options), copy.taken_at_ms, seconds, tuple(sites),
    )  # fmt: skip


def _compared(was: str, now: str) -> tuple[str, dict[str, int], tuple[str, ...]]:
    """What did not work before cannot be tried."""
    outcome = SKIPPED if was else FAILED if now else PASSED
    return outcome, {}, tuple(filter(None, (was or now,)))


def _journey(was: tuple[int, str], now: tuple[int, str]) -> Check:
    if not was[0] and not was[1]:
        return Check("journey", SKIPPED)
    outcome = SKIPPED if was[1] else FAILED if now[1] else PASSED
    return Check("journey", outcome, {"steps": was[0], "done": now[0]}, tuple(filter(None, (was[1] or now[1],))))
