"""What a trial found, check by check, and what follows from it."""

import msgspec

from rempart.updates.core.crawl import Change, Page

PASSED, FAILED, NOTED, SKIPPED = "passed", "failed", "noted", "skipped"


class Check(msgspec.Struct, frozen=True):
    """`code` is pages, log, sign_in, journey, shop, pictures, schema, options, database; `outcome` one of the four words.
    `items` are lines for the page (paths, names; nothing personal), `numbers` go into its sentence."""

    code: str
    outcome: str
    numbers: dict[str, int] = {}
    items: tuple[str, ...] = ()
    why: str = ""


class Shot(msgspec.Struct, frozen=True):
    """One page in pictures; `number` names the files."""

    path: str
    number: int
    share: float
    masked: float
    is_changed: bool
    can_be_told: bool


class Sheet(msgspec.Struct, frozen=True):
    """The whole of it. `needs_pause`: tables or settings changed, so visitors wait while the database is kept.

    `pages` is what the live site is compared with afterwards; `from_ms` the moment of the data in the copy; `network` the
    addresses of a network's other sites whose tables were behind."""

    before: str | None
    after: str | None
    checks: tuple[Check, ...]
    shots: tuple[Shot, ...]
    pages: tuple[str, ...]
    needs_pause: bool
    from_ms: int
    seconds: int
    network: tuple[str, ...] = ()

    @property
    def is_passed(self) -> bool:
        """Nothing failed, and the pages and the sign-in were really looked at."""
        done = {one.code for one in self.checks if one.outcome == PASSED}
        return not any(one.outcome == FAILED for one in self.checks) and {"pages", "sign_in", "database"} <= done

    @property
    def looks_other(self) -> bool:
        """A person has to look at the pictures."""
        return any(shot.is_changed for shot in self.shots)

    @property
    def failed(self) -> tuple[str, ...]:
        """Codes of what failed."""
        return tuple(one.code for one in self.checks if one.outcome == FAILED)


def pages_check(code: str, before: list[Page], changes: list[Change]) -> Check:
    """Slower pages are said and fail nothing."""
    bad = [one for one in changes if one.code != "slow"]
    items = tuple(f"{one.path}: {one.code}, {one.before} → {one.after}" for one in changes[:40])
    outcome = FAILED if bad else PASSED if any(page.status for page in before) else SKIPPED
    return Check(code, outcome, {"pages": len(before), "worse": len(bad), "slower": len(changes) - len(bad)}, items)


def tables_check(why: str, sites: int) -> Check:
    """`why` is empty when the new version runs with its tables; `sites` of a network were brought up beside the first."""
    return Check("database", FAILED if why else PASSED, {"sites": sites}, (why,) if why else (), why)


def changes_check(code: str, changes: list[tuple[str, str]]) -> Check:
    """Something to know, nothing to fear by itself."""
    items = tuple(f"{name}: {kind}" for name, kind in changes[:60])
    return Check(code, NOTED if changes else PASSED, {"count": len(changes)}, items)


def log_check(new: list[str], ending: list[str]) -> Check:
    """Errors that end a page fail the trial, new warnings are told."""
    outcome = FAILED if ending else NOTED if new else PASSED
    return Check("log", outcome, {"new": len(new), "fatal": len(ending)}, tuple(new[:20]))


def pictures_check(shots: list[Shot], why: str) -> Check:
    """A picture that changed is for a person to judge."""
    other = [shot for shot in shots if shot.is_changed]
    items = tuple(f"{shot.path}: {shot.share * 100:.1f} %" for shot in other)
    outcome = SKIPPED if not shots else NOTED if other else PASSED
    return Check("pictures", outcome, {"pages": len(shots), "other": len(other)}, items, why)


def to_json(sheet: Sheet) -> dict[str, object]:
    """For a row."""
    return dict(msgspec.to_builtins(sheet))


def from_json(value: object) -> Sheet | None:
    """None for what is none."""
    try:
        return msgspec.convert(value, Sheet)
    except msgspec.ValidationError:
        return None
