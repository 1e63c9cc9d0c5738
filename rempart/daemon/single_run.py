"""One measurement in this process: for the command line, with or without a running installation on the folder."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rempart.channel.settle import settle as settle_ledger
from rempart.daemon import duty, prepare
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.facts.answer import Answer
from rempart.facts.probe import Ownership
from rempart.facts.profile import Profile
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.readers.fold_facts import fold
from rempart.maturity.store import facts
from rempart.scanner.actions.give_consent import give_consent
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.take_run import take_run
from rempart.scanner.core.target import Target
from rempart.terms.duration import DAY_S

OWNED_FOR_MS = DAY_S * 1000  # ownership is looked at again before every active run; this only words a notice


def site_at(target: Target, *, is_private: bool) -> Site:
    """The site with that address in the first organisation of this folder."""
    return add_site(None, prepare.first_organisation(), target.url(""), is_private=is_private)


def claim(site: Site, profile: Profile | None, answers: Sequence[Answer]) -> None:
    """Record what was handed over in files."""
    if profile is not None:
        set_profile(None, site, profile)
    if answers:
        answer_questions(None, site, answers)


def consent(site: Site) -> None:
    """`--active` typed at the shell is the operator's consent for a day."""
    give_consent(None, site, days=1)


def measure(
    site: Site,
    folder: Path,
    *,
    active: bool,
    allow_private: bool,
    ca: Path | None,
    tell: Callable[[int, int, str], None],
) -> dict[str, Any]:
    """Look, record, integrate, fold, judge; the document."""
    started, clock = now_ms(), time.monotonic()
    run = take_run(request_run(None, site, active=active))
    if run is not None:
        options = duty.options_of(site, active=active, allow_private=allow_private, ca_file=ca)
        duty.carry_out(run, options, lambda step: tell(step.done, step.total, step.now))
    settle(site, folder)
    duration_s = time.monotonic() - clock
    document = judge_site(site, started_at_ms=started, duration_s=duration_s)
    settle_ledger(folder)
    return document


def settle(site: Site, folder: Path) -> None:
    """Everything acknowledged gets its index, here or by the running installation; then it is folded."""
    settle_ledger(folder)
    while fold(site.organisation):
        pass


def is_owned(site: Site) -> bool:
    """Was the ownership token found lately?"""
    recent = facts.newest(site, since_ms=now_ms() - OWNED_FOR_MS)
    return any(isinstance(seen.fact, Ownership) for seen in recent)
