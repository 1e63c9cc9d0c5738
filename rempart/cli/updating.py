"""`rempart update try | apply | undo SITE PACKAGE`: updates, for whoever holds the shell."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rempart.channel.database import is_there
from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, FINDING, UNUSABLE, UsageFault
from rempart.cli.doing import done_here

WORDS = ("try", "apply", "undo", "list")


def arguments(parser: ArgumentParser) -> None:
    """What, where."""
    parser.add_argument("do", choices=WORDS, help="try on a copy, lay live what passed, take it back; list packages")
    parser.add_argument("site", help="the site's address or id")
    parser.add_argument(
        "package", nargs="?", default="", help="a zip file (try), a package's id, or the name of a part (its newest)"
    )
    parser.add_argument("--looked", action="store_true", help="apply: I have looked at the pictures that changed")
    parser.add_argument("--losses", action="store_true", help="undo: list what a return of the database would lose")
    parser.add_argument("--database", default="", metavar="SEEN", help="undo: the database too, as that list says")
    upkeeping.progress_arguments(parser)


def run(chosen: Namespace) -> int:
    """Done here, or by the worker that has it already."""
    import django

    if not is_there(state_folder()):
        raise UsageFault(f"Nothing is recorded in {state_folder()} yet.", "Start Rempart once: rempart up")
    django.setup()
    site = _site(chosen.site)
    if chosen.do == "list":
        return _list(chosen, site)
    row = _package(chosen, site)
    return _say(chosen, row, _done(chosen, _asked(chosen, row)))


def _site(word: str) -> Any:
    from django.db.models import Q

    from rempart.directory.store.models import Site

    rows = Site.objects.select_related("organisation").order_by("pk")
    found = list(rows.filter(Q(uid=word) | Q(address=word))) or [row for row in rows if word in row.address.split("/")]
    if len(found) != 1:
        raise UsageFault(f"No single site is called {word}.", "Name its id or whole address.")
    return found[0]


def _package(chosen: Namespace, site: Any) -> Any:
    from django.db.models import Q

    from rempart.updates.actions.take_package import take_here
    from rempart.updates.core.package import Refused
    from rempart.updates.store.models import Package

    file = Path(chosen.package)
    if chosen.do == "try" and chosen.package and file.is_file():
        try:
            return take_here(site, file.read_bytes())
        except Refused as why:
            raise UsageFault(f"The package was refused ({why.code}): {why.detail}") from why
    rows = Package.objects.filter(site=site).select_related("site", "organisation").order_by("-pk")
    found = rows.filter(Q(uid=chosen.package) | Q(slug=chosen.package)).first() if chosen.package else None
    if found is None:
        raise UsageFault(f"No package is called {chosen.package or '…'}.", f"rempart update list {chosen.site}")
    return found


def _asked(chosen: Namespace, row: Any) -> Any:
    from rempart.updates.actions.ask import apply, ask, compare, live_of, undo
    from rempart.updates.core.stages import Work

    try:
        if chosen.do == "try":
            return ask(None, row, Work.TRY)
        if chosen.do == "apply":
            return apply(None, row, looked=chosen.looked)
    except LookupError as gone:
        raise UsageFault("The package was put away.", "Bring it again: rempart update try SITE FILE") from gone
    live = live_of(row)
    if live is None:
        raise UsageFault("There is nothing to take back: what was there before is no longer kept.")
    return compare(None, live) if chosen.losses else undo(None, live, chosen.database)


def _done(chosen: Namespace, job: Any) -> Any:
    from rempart.updates.actions.work import claim, do
    from rempart.updates.core.stages import OPEN

    return done_here(job, upkeeping.teller(chosen), is_open=lambda one: one.stage in OPEN, claim=claim, do=do)


def _say(chosen: Namespace, row: Any, job: Any) -> int:
    sheet = job.result.get("sheet") or {}
    failed = [one["code"] for one in sheet.get("checks", ()) if one["outcome"] == "failed"]
    document = {
        "package": row.uid, "slug": row.slug, "version": row.version, "before": row.before or None, "stage": job.stage,
        "passed": job.result.get("passed"), "failed": failed, "losses": job.result.get("losses"),
        "seen": job.result.get("seen"), "pause_s": job.result.get("pause_s"), "trouble": job.trouble or None,
        "detail": job.detail or None, "seconds": ((job.ended_at_ms or 0) - (job.began_at_ms or 0)) / 1_000,
    }  # fmt: skip
    is_good = job.stage == "done" and document["passed"] is not False
    if chosen.json:
        print(json.dumps(document))
    elif is_good:
        print(f"Done: {chosen.do} {row.slug} {row.version} in {document['seconds']:.0f} s.")
        for one in document["losses"] or ():
            print(f"  {one['kind']}: {one['new']} new, {one['changed']} changed")
        if document["seen"]:
            print(f"To lose that: rempart update undo {chosen.site} {row.uid} --database {document['seen']}")
    elif job.stage == "done":
        print(f"Held back: {row.slug} {row.version} broke {', '.join(failed)} on the copy.")
    else:
        print(f"Not done: {job.trouble} {job.detail}".strip())
    return DONE if is_good else FINDING if job.stage == "done" or job.trouble == "broke_live" else UNUSABLE


def _list(chosen: Namespace, site: Any) -> int:
    from rempart.updates.actions.versions import offers_of
    from rempart.updates.store.models import Package

    rows = Package.objects.filter(site=site).order_by("-pk")
    packages = [{"package": row.uid, "slug": row.slug, "version": row.version, "kind": row.kind} for row in rows]
    offered = [
        {"kind": one.kind, "slug": one.slug, "version": one.version, "newest": one.newest} for one in offers_of(site)
    ]
    if chosen.json:
        print(json.dumps({"packages": packages, "offers": offered}))
        return DONE
    for one in packages:
        print(f"{one['package']}  {one['slug']} {one['version']}")
    for offer in offered:
        print(f"waits: {offer['slug']} {offer['version']} -> {offer['newest']}")
    return DONE
