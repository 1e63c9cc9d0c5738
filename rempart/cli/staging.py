"""`rempart staging make | list | open | remove SITE` and `rempart drill SITE`, for whoever holds the shell."""

import json
import time
from argparse import ArgumentParser, Namespace
from typing import Any

from rempart.channel.database import is_there
from rempart.channel.place import state_folder
from rempart.cli import upkeeping
from rempart.cli.command import DONE, FINDING, UNUSABLE, UsageFault
from rempart.cli.doing import WAIT_S, done_here

WORDS = ("make", "list", "open", "remove")
NOBODY_S = 30.0  # without anybody taking it up: no worker runs
SHOWN = 50


def arguments(parser: ArgumentParser) -> None:
    """Of copies."""
    parser.add_argument("do", choices=WORDS, help="of one site")
    parser.add_argument("site", help="the site's address or id")
    upkeeping.progress_arguments(parser)


def drill_arguments(parser: ArgumentParser) -> None:
    """Of drills."""
    parser.add_argument("site", help="the site's address or id")
    parser.add_argument("--list", action="store_true", help="show past drills and hold none")
    parser.add_argument(
        "--alarm", action="store_true", help="begin with an alarm, and wait until a person answers it on the page"
    )
    upkeeping.progress_arguments(parser)


def _site(word: str) -> Any:
    import django

    if not is_there(state_folder()):
        raise UsageFault(f"Nothing is recorded in {state_folder()} yet.", "Start Rempart once: rempart up")
    django.setup()
    from django.db.models import Q

    from rempart.directory.store.models import Site

    rows = Site.objects.select_related("organisation").order_by("pk")
    found = list(rows.filter(Q(uid=word) | Q(address=word))) or [r for r in rows if word in r.address.split("/")]
    if len(found) != 1:
        raise UsageFault(f"No single site is called {word}.", "Name its id or whole address.")
    return found[0]


def run(chosen: Namespace) -> int:
    """Copies are served by the worker of `rempart up`; this asks it."""
    site = _site(chosen.site)
    from rempart.staging.actions.ask_copy import TooMany, ask_copy, ask_removal, enter
    from rempart.staging.core.stage import LIVE, Purpose
    from rempart.staging.store.models import SiteCopy

    rows = SiteCopy.objects.filter(site=site, purpose=Purpose.STAGING).order_by("-pk")
    if chosen.do == "list":
        return _say(chosen, {"copies": [_copy(row) for row in rows[:SHOWN]]})
    if chosen.do == "make":
        try:
            return _wait(chosen, ask_copy(None, site), ("waiting", "making"))
        except TooMany as full:
            raise UsageFault("Three copies of this organisation stand already.", "Remove one first.") from full
    row = rows.filter(stage__in=LIVE).first()
    if row is None:
        raise UsageFault("No copy of this site stands.", f"rempart staging make {chosen.site}")
    if chosen.do == "remove":
        ask_removal(None, row)
        return _wait(chosen, row, ("waiting", "making", "open"))
    try:
        return _say(chosen, {**_copy(row), "address": enter(None, row)})
    except LookupError as gone:
        raise UsageFault("The copy does not stand yet.", f"rempart staging list {chosen.site}") from gone


def _wait(chosen: Namespace, row: Any, while_: tuple[str, ...]) -> int:
    tell, began, first = upkeeping.teller(chosen), time.monotonic(), row.stage
    while row.stage in while_:
        if row.stage == first and time.monotonic() - began > NOBODY_S and not row.progress:
            raise UsageFault("Nobody takes it up.", "Copies are served by a running installation: rempart up")
        told = row.progress
        tell(int(told.get("done") or 0), int(told.get("total") or 0), str(told.get("step", row.stage)))
        time.sleep(WAIT_S)
        row.refresh_from_db()
    _say(chosen, _copy(row))
    return UNUSABLE if row.stage == "failed" else DONE


def _copy(row: Any) -> dict[str, Any]:
    from rempart.terms.moment import rfc3339

    return {
        "copy": row.uid, "stage": row.stage, "asked_at": rfc3339(row.asked_at_ms),
        "expires_at": rfc3339(row.expires_at_ms), "seconds": row.seconds, "masked": row.masked, "sunk": row.sunk,
        "trouble": row.trouble or None, "detail": row.detail or None,
    }  # fmt: skip


def _say(chosen: Namespace, document: dict[str, Any]) -> int:
    if chosen.json:
        print(json.dumps(document))
        return DONE
    for one in document.get("copies", [document]):
        print(f"{one['copy']}  {one['stage']}  until {one['expires_at']}  {one['trouble'] or ''}".rstrip())
        if "address" in one:
            print(f"Once, within two minutes: {one['address']}")
    return DONE


def drill(chosen: Namespace) -> int:
    """Held here, or watched where a worker was quicker."""
    site = _site(chosen.site)
    from rempart.staging.actions.answer_alarm import end_unanswered
    from rempart.staging.actions.ask_drill import NothingToBringBack, ask_drill
    from rempart.staging.actions.hold_drill import claim, hold
    from rempart.staging.core.stage import UNDER_WAY
    from rempart.staging.store.models import Drill

    if chosen.list:
        found = [_drill(row) for row in Drill.objects.filter(site=site).order_by("-pk")[:SHOWN]]
        print(
            json.dumps({"drills": found}) if chosen.json else "\n".join(_line(one) for one in found) or "No drill yet."
        )
        return DONE
    try:
        asked = ask_drill(None, site, is_alarm=chosen.alarm)
    except NothingToBringBack as none:
        raise UsageFault("The vault has no snapshot of this site.", "Take one first.") from none
    if chosen.alarm and not asked.is_alarm:
        raise UsageFault("Another drill of this site is under way.", f"rempart drill {chosen.site} --list")

    def mine(uid: str) -> Drill | None:
        end_unanswered()  # where no worker runs, an alarm ends here
        return claim(uid)

    row = done_here(
        asked, upkeeping.teller(chosen), is_open=lambda one: one.outcome in UNDER_WAY, claim=mine, do=hold
    )  # fmt: skip
    document = _drill(row)
    print(json.dumps(document) if chosen.json else _line(document))
    return {"passed": DONE, "failed": FINDING}.get(row.outcome, UNUSABLE)


def _drill(row: Any) -> dict[str, Any]:
    from rempart.terms.moment import rfc3339

    return {
        "drill": row.uid, "outcome": row.outcome, "asked_at": rfc3339(row.asked_at_ms),
        "alarm": row.is_alarm, "detection_s": row.detection_s, "decision_s": row.decision_s,
        "achieved_rto_s": row.rto_s, "achieved_rpo_s": row.rpo_s, "restored_s": row.restored_s,
        "target_rto_s": row.target_rto_s, "target_rpo_s": row.target_rpo_s, "steps": row.steps,
        "trouble": row.trouble or None, "detail": row.detail or None,
    }  # fmt: skip


def _line(one: dict[str, Any]) -> str:
    times = f"back in {one['achieved_rto_s']} s, data {one['achieved_rpo_s']} s old" if one["achieved_rto_s"] else ""
    return f"{one['asked_at']}  {one['outcome']}  {times or one['trouble'] or ''}".rstrip()
