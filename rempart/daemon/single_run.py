"""One measurement in this process: for the command line, with or without a running installation on the folder."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rempart.channel.settle import settle as settle_ledger
from rempart.daemon import duty, prepare
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.facts.answer import Answer
from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import Ownership
from rempart.facts.profile import Profile
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.readers.fold_facts import fold
from rempart.maturity.store import facts
from rempart.scanner.actions.carry_out_run import Step
from rempart.scanner.actions.finish_run import finish_run
from rempart.scanner.actions.give_consent import give_consent
from rempart.scanner.actions.request_run import begin_run
from rempart.scanner.core.target import Target
from rempart.scanner.store.models import Run
from rempart.terms.duration import DAY_S

WAIT_S = 0.3  # between two looks at a measurement that somebody else makes
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


@dataclass(slots=True)
class Looked:
    """What a run came back with: did the site itself answer, and if not, the first reason."""

    has_answered: bool = False
    trouble: str = ""

    def note(self, step: Step) -> None:
        """The name system answers for sites that are long gone, so its word is not the site's."""
        for seen in step.facts:
            if isinstance(seen.fact, NotSeen):
                if seen.fact.is_error and not self.trouble:
                    self.trouble = seen.fact.detail
            elif not seen.fact.kind.startswith("dns."):
                self.has_answered = True


class HeldBack:
    """Ctrl-C that waits. By the handler, not by a mask: a mask is one thread's, and a progress bar brings a second."""

    def __init__(self) -> None:
        self.handler: Any = None
        self.came = False

    def hold(self) -> None:
        """From now on it is only noted. Elsewhere than in the main thread it never comes in."""
        if threading.current_thread() is threading.main_thread():
            self.handler = signal.signal(signal.SIGINT, self._note)

    def let_through(self) -> None:
        """Raises KeyboardInterrupt when it came meanwhile."""
        if self.handler is not None:
            signal.signal(signal.SIGINT, self.handler)
            self.handler = None
        if self.came:
            self.came = False
            raise KeyboardInterrupt

    def _note(self, *_: object) -> None:
        self.came = True


def measure(
    site: Site,
    folder: Path,
    *,
    active: bool,
    allow_private: bool,
    ca: Path | None,
    tell: Callable[[int, int, str], None],
) -> tuple[dict[str, Any], Looked]:
    """Look, record, integrate, fold, judge; the document."""
    started, clock = now_ms(), time.monotonic()
    looked = Looked()

    def on_step(step: Step) -> None:
        looked.note(step)
        tell(step.done, step.total, step.now)

    held = HeldBack()
    run = _begin(site, held, active=active, tell=tell)
    try:
        held.let_through()
        options = duty.options_of(site, active=active, allow_private=allow_private, ca_file=ca)
        duty.carry_out(run, options, on_step)
    except KeyboardInterrupt:
        finish_run(run, facts=0, failed=0, trouble="The measurement was interrupted; what was seen until then stays.")
        raise
    settle(site, folder)
    duration_s = time.monotonic() - clock
    document = judge_site(site, started_at_ms=started, duration_s=duration_s)
    settle_ledger(folder)
    return document, looked


def _begin(site: Site, held: "HeldBack", *, active: bool, tell: Callable[[int, int, str], None]) -> Run:
    """A run of our own; one that somebody else works on is waited for.

    Returns with Ctrl-C held back: between taking the run and being able to end it nothing may come in, or the next
    measurement would wait for the lease of a run that nobody works on. The caller lets it through.
    """
    while True:
        held.hold()
        try:
            run = begin_run(site, active=active)
        except BaseException:
            held.let_through()  # nothing was taken: Ctrl-C must work again, whoever goes on in this process
            raise
        if run is not None:
            return run
        held.let_through()
        tell(0, 1, "another measurement of this site is under way; it is waited for")
        time.sleep(WAIT_S)


def settle(site: Site, folder: Path) -> None:
    """Everything acknowledged gets its index, here or by the running installation; then it is folded."""
    settle_ledger(folder)
    while fold(site.organisation):
        pass


def is_owned(site: Site) -> bool:
    """Was the ownership token found lately?"""
    recent = facts.newest(site, since_ms=now_ms() - OWNED_FOR_MS)
    return any(isinstance(seen.fact, Ownership) for seen in recent)
