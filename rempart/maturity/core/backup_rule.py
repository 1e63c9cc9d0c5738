"""What the vault's facts say, for the controls of backup and restore. Only what the vault itself did is measured."""

from rempart.facts.backup_copy import BackupCopy
from rempart.facts.backup_restore import BackupRestore
from rempart.facts.backup_run import BackupRun
from rempart.facts.backup_targets import BackupTargets
from rempart.facts.backup_three import BackupThree
from rempart.maturity.core.control import Opinion
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.terms.state import State

DAILY_S = 26 * HOUR_S  # a day, and two hours for a run that takes long
FREQUENT_S = 6 * HOUR_S + 30 * 60  # six hours, and half an hour for the run itself
FRESH_COPY_S = 26 * HOUR_S


def _hours(seconds: int) -> int:
    return -(-seconds // HOUR_S)


def judge_daily(fact: BackupRun) -> Opinion:
    """Files and database, not older than a day, without anyone's hand."""
    values: dict[str, int | str] = {"hours": _hours(fact.age_s), "files": fact.files, "rows": fact.rows}
    if fact.age_s > DAILY_S or fact.every_s > DAY_S:
        return Opinion(State.NOT_MET, "too_old", values)
    if not fact.files or fact.tables == 0:
        return Opinion(State.PARTIAL, "half", values)
    return Opinion(State.MET, "daily", values)


def judge_place(fact: BackupCopy) -> Opinion:
    """Seen there is known there."""
    where = "this machine" if fact.is_here else "another machine"
    return Opinion(State.MET, "known", {"medium": fact.medium, "where": where, "snapshots": fact.snapshots})


def judge_restored(fact: BackupRestore) -> Opinion:
    """Level 1: done once, and timed."""
    values: dict[str, int | str] = {"minutes": -(-fact.seconds // 60), "files": fact.files, "rows": fact.rows}
    return Opinion(State.MET, "timed", values) if fact.is_whole else Opinion(State.PARTIAL, "part", values)


def judge_one_click(fact: BackupRestore) -> Opinion:
    """Level 3: files and database laid whole where the site stands, with one action."""
    values: dict[str, int | str] = {"minutes": -(-fact.seconds // 60), "files": fact.files, "rows": fact.rows}
    if not fact.is_whole:
        return Opinion(State.PARTIAL, "part", values)
    return Opinion(State.PARTIAL, "folder", values) if fact.to == "folder" else Opinion(State.MET, "whole", values)


def judge_frequent(fact: BackupRun) -> Opinion:
    """The longest gap of a whole day counts, not what is planned."""
    values: dict[str, int | str] = {"hours": _hours(fact.worst_gap_s)}
    if fact.worst_gap_s > FREQUENT_S or fact.every_s > FREQUENT_S:
        return Opinion(State.NOT_MET, "rare", values)
    if fact.span_s < DAY_S:
        return Opinion(State.UNKNOWN, "young", {"hours": fact.span_s // HOUR_S})
    return Opinion(State.MET, "frequent", values)


def judge_off_server(fact: BackupCopy) -> Opinion | None:
    """A folder of this machine says nothing of other places."""
    if fact.is_here:
        return None
    values: dict[str, int | str] = {"hours": _hours(fact.age_s), "snapshots": fact.snapshots}
    if fact.age_s > FRESH_COPY_S:
        return Opinion(State.NOT_MET, "old", values)
    return Opinion(State.MET if fact.is_elsewhere else State.PARTIAL, "away" if fact.is_elsewhere else "same", values)


def judge_encrypted(fact: BackupCopy) -> Opinion:
    """With a key that somebody holds outside of this installation."""
    if not fact.is_encrypted:
        return Opinion(State.NOT_MET, "open")
    return Opinion(State.MET, "sealed") if fact.is_key_kept else Opinion(State.PARTIAL, "no_key")


def judge_three(fact: BackupThree) -> Opinion:
    """Every site."""
    values: dict[str, int | str] = {"sites": fact.sites, "standing": fact.standing, "without": fact.without}
    if not fact.sites:
        return Opinion(State.UNKNOWN, "no_site")
    if fact.standing == fact.sites:
        return Opinion(State.MET, "all_stand", values)
    return Opinion(State.PARTIAL if fact.standing else State.NOT_MET, "some_stand", values)


def judge_targets(fact: BackupTargets) -> Opinion:
    """Set for every site, and met by the worst of the last three restores."""
    values: dict[str, int | str] = {"sites": fact.sites, "met": fact.met, "missed": fact.missed, "open": fact.untried}
    values["targets"] = fact.with_targets
    if fact.missed:
        return Opinion(State.NOT_MET, "missed", values)
    if not fact.sites or not fact.with_targets:
        return Opinion(State.UNKNOWN, "no_targets", values)
    whole = fact.met == fact.sites
    return Opinion(State.MET, "in_time", values) if whole else Opinion(State.PARTIAL, "some_in_time", values)
