"""Copy what people decided to a folder, to train the judge of mails: `bad` is phishing, `good` is genuine."""

import os
from collections.abc import Callable
from pathlib import Path

from rempart.channel.sealed import Unreadable, decrypt
from rempart.directory.actions.action import system_action
from rempart.directory.store.models import Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import mail_reports as events
from rempart.mail.core.reported.states import Decision, Pile
from rempart.mail.store.reports import Report
from rempart.terms.scope import Subject

FOLDERS = {Decision.PHISHING: "bad", Decision.HARMLESS: "good"}  # advertising is neither


class NotEmpty(ValueError):
    """There is something in the folder already."""


def export_decided(
    organisation: Organisation, folder: Path, tell: Callable[[int], None] = lambda _: None
) -> dict[str, int]:
    """How many went where. In clear, for the owner of the folder alone. Nothing that nobody vouches for: whoever forges
    reports would train the judge. Raises NotEmpty, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotEmpty
    counts = dict.fromkeys(FOLDERS.values(), 0)
    for name in counts:
        (folder / name).mkdir(mode=0o700)
    rows = Report.objects.filter(organisation=organisation, cluster__decision__in=list(FOLDERS)).exclude(raw=b"")
    rows = rows.exclude(cluster__pile=Pile.UNPROVEN).select_related("cluster").order_by("pk")
    for row in rows.iterator(chunk_size=10):
        name = FOLDERS[Decision(row.cluster.decision)]
        try:
            raw = decrypt(row.raw, context_of(row, "raw"))
        except Unreadable:
            continue
        handle = os.open(folder / name / f"{row.uid}.eml", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as held:
            held.write(raw)
        counts[name] += 1
        tell(sum(counts.values()))
    with system_action(organisation) as record:
        record.event(events.EXPORTED, Subject("organisation", organisation.uid), {"count": sum(counts.values())})
    return counts
