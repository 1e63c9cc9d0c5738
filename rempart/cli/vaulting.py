"""`rempart backup run | list | verify | rehearse | restore SITE` and `key --join`: the vault, for whoever holds the shell."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rempart.channel.database import is_there
from rempart.channel.place import state_folder
from rempart.cli import joining, upkeeping
from rempart.cli.command import DONE, FINDING, UNUSABLE, UsageFault
from rempart.cli.doing import done_here

WORDS = ("run", "list", "verify", "rehearse", "restore", "key")
SHOWN = 200  # snapshots that a list shows


def arguments(parser: ArgumentParser) -> None:
    """Of the vault alone."""
    parser.add_argument("do", nargs="?", choices=WORDS, help="of one site; without a word this installation is copied")
    parser.add_argument("site", nargs="?", default="", help="the site's address or id")
    parser.add_argument("--snapshot", default="", metavar="ID", help="restore: this one (default: the newest)")
    parser.add_argument("--at", default="", metavar="MOMENT", help="restore: the newest one not after this moment")
    parser.add_argument("--file", action="append", default=[], metavar="PATH", help="restore: this file alone")
    parser.add_argument("--table", action="append", default=[], metavar="NAME", help="restore: this table alone")
    parser.add_argument("--to-folder", type=Path, metavar="FOLDER", help="restore: into this empty folder")
    parser.add_argument("--to-database", default="", metavar="NAME", help="with --to-folder: into this empty database")
    joining.arguments(parser)
    parser.add_argument("--undo", action="store_true", help="restore: take the last one back")


def run(chosen: Namespace) -> int:
    """One piece of work, done here or by the worker that has it already."""
    import django

    if chosen.do == "key":
        return joining.run(chosen)
    if not is_there(state_folder()):
        raise UsageFault(f"Nothing is recorded in {state_folder()} yet.", "Start Rempart once: rempart up")
    django.setup()
    plan = plan_of(chosen.site)
    if chosen.do == "list":
        return _list(chosen, plan)
    if chosen.do == "restore" and chosen.to_folder is not None:
        return _to_folder(chosen, plan)
    return _say(chosen, _done(chosen, _asked(chosen, plan)))


def plan_of(word: str) -> Any:
    """How a site is kept, by the site's address or id. Raises UsageFault."""
    from django.db.models import Q

    from rempart.backup.store.models import Plan

    if not word:
        raise UsageFault("Which site?", "rempart backup run SITE")
    rows = Plan.objects.select_related("site", "organisation")
    found = list(rows.filter(Q(site__uid=word) | Q(site__address=word)).order_by("pk"))
    found = found or [row for row in rows.order_by("pk") if word in row.site.address.split("/")]
    if len(found) != 1:
        raise UsageFault(f"No single site with a plan for backups is called {word}.", "Name its id or whole address.")
    return found[0]


def _snapshot(chosen: Namespace, plan: Any) -> Any:
    from django.utils.dateparse import parse_datetime

    from rempart.backup.store.models import Snapshot

    rows = Snapshot.objects.filter(vault__plan=plan).order_by("-taken_at_ms", "vault__order", "-pk")
    if chosen.snapshot and chosen.snapshot != "newest":
        rows = rows.filter(restic_id__startswith=chosen.snapshot)
    else:
        rows = rows.filter(is_checkpoint=False)  # what was kept before a restore is what somebody wanted to leave
        if not chosen.at:
            rows = rows.filter(brought_from="")  # dated by a stranger: only who names it, or a moment, gets it
    if chosen.at:
        moment = parse_datetime(chosen.at)
        if moment is None or moment.tzinfo is None:
            raise UsageFault(f"{chosen.at} is no moment.", "For example 2026-11-22T06:00:00Z")
        rows = rows.filter(taken_at_ms__lte=int(moment.timestamp() * 1_000))
    found = rows.first()
    if found is None:
        raise UsageFault("There is no such snapshot.", f"rempart backup list {chosen.site}")
    return found


def _asked(chosen: Namespace, plan: Any) -> Any:
    from rempart.backup.actions.ask import ask
    from rempart.backup.core.stages import Step, Work
    from rempart.backup.store.models import Job

    words = {"run": Work.SNAPSHOT, "verify": Work.VERIFY, "rehearse": Work.REHEARSE}
    if chosen.do != "restore":
        return ask(None, plan, words[chosen.do])
    if chosen.undo:
        last = Job.objects.filter(plan=plan, step=Step.LIVE).order_by("-pk").first()
        if last is None:
            raise UsageFault("There is nothing to take back: what was there before is no longer kept.")
        return ask(None, plan, Work.UNDO, wanted={"job": last.uid})
    wanted = {"files": chosen.file, "tables": chosen.table} if chosen.file or chosen.table else {}
    return ask(None, plan, Work.RESTORE, snapshot=_snapshot(chosen, plan), wanted=wanted)


def _done(chosen: Namespace, job: Any) -> Any:
    return carried_out(job, upkeeping.teller(chosen))


def carried_out(job: Any, tell: Callable[[int, int, str], None]) -> Any:
    """A job of the vault when it is over."""
    from rempart.backup.actions.work import claim, do
    from rempart.backup.core.stages import OPEN

    return done_here(job, tell, is_open=lambda one: one.stage in OPEN, claim=claim, do=do)


def _say(chosen: Namespace, job: Any) -> int:
    told = job.result
    document = {
        "snapshot": told.get("snapshot"), "bytes": told.get("bytes"),
        "seconds": ((job.ended_at_ms or 0) - (job.began_at_ms or 0)) / 1_000, "stage": job.stage,
        "achieved_rto_s": told.get("achieved_rto_s"), "achieved_rpo_s": told.get("achieved_rpo_s"),
        "verified": bool(told.get("verified")), "trouble": job.trouble or None, "detail": job.detail or None,
    }  # fmt: skip
    if chosen.json:
        print(json.dumps(document))
    elif job.stage == "done":
        print(f"Done: {chosen.do} of {job.plan.site.address} in {document['seconds']:.0f} s.")
    else:
        print(f"Not done ({job.stage}): {job.trouble} {job.detail}".strip())
    if job.stage == "done":
        return DONE
    return FINDING if chosen.do in ("verify", "rehearse") and job.trouble != "not_allowed" else UNUSABLE


def _list(chosen: Namespace, plan: Any) -> int:
    from rempart.backup.store.models import Snapshot
    from rempart.terms.moment import rfc3339

    rows = Snapshot.objects.filter(vault__plan=plan).select_related("vault__store").order_by("-taken_at_ms", "-pk")
    found = [
        {
            "snapshot": row.restic_id, "taken_at": rfc3339(row.taken_at_ms), "bytes": row.bytes, "files": row.files,
            "tables": row.tables, "rows": row.rows, "place": row.vault.store.title, "seconds": row.seconds,
            "achieved_rto_s": None, "achieved_rpo_s": None, "verified": row.verified_at_ms is not None,
        }
        for row in rows[:SHOWN]
    ]  # fmt: skip
    if chosen.json:
        print(json.dumps({"snapshots": found}))
        return DONE
    for row in found:
        print(
            f"{str(row['snapshot'])[:8]}  {row['taken_at']}  {row['files']} files  {row['rows']} rows  {row['place']}"
        )
    return DONE


def _to_folder(chosen: Namespace, plan: Any) -> int:
    from rempart.backup.actions.opened import settings_of
    from rempart.backup.actions.scratch import to_scratch
    from rempart.backup.net.fetch import Wanted
    from rempart.backup.net.here import server
    from rempart.channel.source import Origin, Trouble

    snapshot, desk = _snapshot(chosen, plan), _Desk(chosen)
    wanted = Wanted(tuple(chosen.file), tuple(chosen.table))
    try:
        target = None
        if chosen.to_database:
            target = server(Origin(plan.site.uid, "", {**settings_of(plan), "db_name": chosen.to_database}))
        made = to_scratch(snapshot, chosen.to_folder, desk, server=target, wanted=wanted)
    except Trouble as trouble:
        raise UsageFault(f"It could not be restored ({trouble.code}): {trouble.detail}") from trouble
    age = max(0, upkeeping.now_ms() - snapshot.taken_at_ms) // 1_000
    document = {
        "snapshot": snapshot.restic_id, "bytes": snapshot.bytes, "seconds": round(made.seconds, 3),
        "achieved_rto_s": max(1, round(made.seconds)), "achieved_rpo_s": age, "verified": True,
        "files": str(made.files), "database": str(made.database) if made.database else None,
    }  # fmt: skip
    print(json.dumps(document) if chosen.json else f"It lies in {made.files.parent}, {made.seconds:.0f} s.")
    return DONE


class _Desk:
    """Progress on a terminal."""

    def __init__(self, chosen: Namespace) -> None:
        self._tell = upkeeping.teller(chosen)

    def tell(self, step: str, done: int, total: int | None = None) -> None:
        """A line that is written over."""
        if done >= 0:
            self._tell(done, total or 0, step)

    def pace(self, count: int) -> None:
        """No limit."""
