"""What the history and proof pages read from the record: changes with their reasons, and the checkpoint."""

from rempart.directory.actions.action import raw_connection
from rempart.directory.store.models import Site
from rempart.ledger import store
from rempart.maturity.core.sayings import explain
from rempart.maturity.core.verdict import Verdict
from rempart.maturity.store.models import ChangeRow
from rempart.maturity.web.present import Frame
from rempart.maturity.web.present_history import Event
from rempart.maturity.web.present_proof import Checkpoint
from rempart.terms.level import Dimension
from rempart.terms.state import State

PAGE = 100  # changes a page
LONGEST = 18  # digits of a row number; more is no row of ours


def events_of(site: Site, frame: Frame, before: str) -> tuple[list[Event], str]:
    """One page of changes, newest first, and the address of the older ones ('' on the last page)."""
    rows = ChangeRow.objects.filter(site=site).order_by("-pk")
    if before.isdecimal() and before.isascii() and len(before) <= LONGEST:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    older = f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    return [Event(r.at_ms, r.what, r.before, r.after, _reason(r, frame)) for r in found[:PAGE]], older


def _reason(row: ChangeRow, frame: Frame) -> str:
    is_level = row.what in set(Dimension)
    control = str(row.values.get("control", "")) if is_level else row.what
    if not control or not row.say:
        return ""
    text = frame.texts.control(control)
    state = State(str(row.values.get("state", State.UNKNOWN))) if is_level else State(row.after)
    told = explain(Verdict(control=control, state=state, say=row.say, values=row.values), text.says, frame.language)
    return f"{text.title}: {told}" if is_level else told


def checkpoint_of(site: Site) -> Checkpoint | None:
    """The newest signed checkpoint of the organisation's record, in whichever log it goes on."""
    head = store.newest_signed(raw_connection(), site.organisation.uid)
    return Checkpoint(text=head.note, entries=head.note_size, since_ms=None) if head else None
