"""Let go of a run that could not be carried out: another worker, or the next start, takes it at once."""

from rempart.scanner.store.models import Run


def give_back_run(run: Run, *, is_counted: bool = True) -> None:
    """`is_counted` False when it was no fault of the run (a restart): it may then be tried as often as before."""
    mine = Run.objects.filter(pk=run.pk, state=Run.RUNNING, tries=run.tries)
    mine.update(leased_until_ms=0, tries=run.tries if is_counted else max(run.tries - 1, 0))
