"""A measurement from the command line that is interrupted leaves nothing behind that the next one would wait for."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from rempart.channel.place import state_folder
from rempart.daemon import duty, single_run
from rempart.scanner.actions import request_run
from rempart.scanner.core.target import parse_target
from rempart.scanner.store.models import Run

pytestmark = pytest.mark.django_db(transaction=True)


def measure() -> None:
    site = single_run.site_at(parse_target("http://127.0.0.1:9"), is_private=True)
    single_run.measure(site, state_folder(), active=False, allow_private=True, ca=None, tell=lambda *_: None)


def test_interrupted_before_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(duty, "options_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        measure()
    assert not Run.objects.filter(state__in=[Run.QUEUED, Run.RUNNING]).exists()


def test_interrupted_while_the_run_is_being_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin = request_run.begin_run

    def begin_and_be_interrupted(*given: Any, **more: Any) -> Run | None:
        run = begin(*given, **more)
        os.kill(os.getpid(), signal.SIGINT)  # after the row is committed, before anybody holds it
        return run

    monkeypatch.setattr(single_run, "begin_run", begin_and_be_interrupted)
    with pytest.raises(KeyboardInterrupt):
        measure()
    assert not Run.objects.filter(state__in=[Run.QUEUED, Run.RUNNING]).exists()


def test_a_run_that_cannot_begin_leaves_ctrl_c_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(single_run, "begin_run", refused)
    with pytest.raises(OSError, match="disk full"):
        measure()
    assert signal.getsignal(signal.SIGINT) is before
