"""What the worker does, one piece at a time; the command line calls the same functions for a single run."""

import os
from collections.abc import Callable
from pathlib import Path

from rempart.channel.lab import lab_ports, private_allowed
from rempart.channel.place import state_folder
from rempart.daemon import schedule
from rempart.directory.actions.action import Closed, now_ms
from rempart.directory.store.models import Organisation, Site
from rempart.facts.probe import LoginLimitProbe
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.readers.fold_facts import fold
from rempart.maturity.store import facts
from rempart.maturity.store.due_sites import due_sites
from rempart.scanner.actions.carry_out_run import Step, carry_out_run, consent_window
from rempart.scanner.actions.finish_run import finish_run
from rempart.scanner.actions.give_back_run import give_back_run
from rempart.scanner.actions.note_progress import note_progress
from rempart.scanner.actions.patience import patiently
from rempart.scanner.actions.take_run import MAX_TRIES, take_run
from rempart.scanner.net.options import RunOptions
from rempart.scanner.store.models import Run
from rempart.terms.duration import HOUR_S
from rempart.terms.scope import Subject

COOL_DOWN_S = HOUR_S  # after our own address was banned
under_way: dict[int, Run] = {}  # by primary key: what the threads of this process are measuring


def options_of(site: Site, *, active: bool, allow_private: bool, ca_file: Path | None = None) -> RunOptions:
    """How a site is looked at: consent, token and places come from the record, never from the caller."""
    plain, encrypted = lab_ports() if site.is_private else (None, None)
    return RunOptions(
        subject=Subject("site", site.uid),
        org=site.organisation.uid,
        allow_private=allow_private,
        active=active,
        consent=consent_window(site),
        rest_until_ms=rest_until(site),
        token=site.token,
        origins=tuple(site.origins),
        ca_file=ca_file or _path(os.environ.get("REMPART_CA_FILE")),
        state_folder=state_folder(),
        plain_port=plain,
        encrypted_port=encrypted,
        resolver=own_resolver(),
    )


def rest_until(site: Site) -> int | None:
    """When a sign-in limit shut our address out, probes rest: more of them would only lengthen the ban."""
    recent = facts.newest(site, since_ms=now_ms() - COOL_DOWN_S * 1000)
    bans = [s.taken_at_ms for s in recent if isinstance(s.fact, LoginLimitProbe) and s.fact.own_address_banned]
    return max(bans) + COOL_DOWN_S * 1000 if bans else None


def own_resolver() -> tuple[str, int] | None:
    """`REMPART_RESOLVER=127.0.0.1:5353`: the name server to ask; None = the system's."""
    address, _, port = os.environ.get("REMPART_RESOLVER", "").rpartition(":")
    return (address.strip("[]"), int(port)) if address and port.isdigit() else None


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def measure_one() -> bool:
    """Take one waiting run and carry it out. False when none waits."""
    run = take_run()
    if run is None:
        return False
    if run.tries > MAX_TRIES:
        finish_run(
            run,
            facts=0,
            failed=0,
            trouble="The measurement was started three times and never ended. Nothing was lost; measure again.",
        )
        return True
    options = options_of(run.site, active=run.is_active, allow_private=run.site.is_private and private_allowed())
    under_way[run.pk] = run
    is_done, is_counted = False, True
    try:
        carry_out(run, options, lambda step: None)
        is_done = True
    except Closed:
        is_counted = False  # closed while it was looked at: what was seen until then stays, the run waits
    finally:
        del under_way[run.pk]
        if not is_done:
            patiently(lambda: give_back_run(run, is_counted=is_counted))
    return True


def leave() -> None:
    """At an orderly end: what this process was measuring is free for the next start."""
    for run in list(under_way.values()):
        give_back_run(run, is_counted=False)


def carry_out(run: Run, options: RunOptions, tell: Callable[[Step], None]) -> None:
    """Measure, note progress, and end the run in row and ledger."""

    def on_step(step: Step) -> bool:
        tell(step)
        return patiently(lambda: note_progress(run, step.done, step.total, step.now))

    seen, failed = carry_out_run(run.site, options, facts.previous(run.site), on_step, run.uid)
    patiently(lambda: finish_run(run, facts=seen, failed=failed))


def fold_and_judge() -> bool:
    """One batch of every organisation's log, then the sites that are due; False when nothing was new.

    What one organisation's log or one site does to us must not keep the others waiting: it is raised at the end.
    """
    broken: list[Exception] = []
    moved = False
    for organisation in Organisation.objects.order_by("pk"):
        moved |= bool(_attempt(lambda one=organisation: fold(one), broken))  # type: ignore[misc]
    for site in due_sites():
        moved = True
        is_measured = Run.objects.filter(site=site, state=Run.RUNNING).exists()
        _attempt(lambda one=site, worth=not is_measured: judge_site(one, with_worth=worth), broken)  # type: ignore[misc]
    if broken:
        raise broken[0]
    return moved


def _attempt(work: Callable[[], object], broken: list[Exception]) -> object:
    try:
        return work()
    except Exception as trouble:  # noqa: BLE001 - process edge: handed on to the worker's loop, which says it
        broken.append(trouble)
        return None


def start_due() -> bool:
    """Ask for the runs whose time has come, and judge again the sites whose evidence has aged."""
    return schedule.start_due()
