"""What the progress page tells while a site is being measured."""

from typing import Any

from rempart.maturity.store.models import VerdictRow
from rempart.scanner.store.models import Run


def found_so_far(run: Run) -> dict[str, Any]:
    """Verdicts of the site, newest last, and how many there are of each state."""
    rows = list(VerdictRow.objects.filter(site=run.site).exclude(state="unknown").order_by("since_ms"))
    counts = {state: sum(row.state == state for row in rows) for state in ("met", "not_met", "error")}
    share = round(100 * run.done / run.total) if run.total else 0
    return {"verdicts": rows[-12:], "counts": counts, "percent": share}
