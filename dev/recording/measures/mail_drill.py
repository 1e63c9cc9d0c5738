"""A drill that a real mail server takes: all of it, a part, nothing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dev.recording.firm import firm, told
from dev.recording.form import Side
from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.mail_drill import MailDrill

CLASSES: tuple[
    tuple[str, Side, int, int], ...
] = (  # people whose server takes mail, and people whose server refuses it
    ("drill_for_all", "good", 10, 0),
    ("drill_for_some", "broken", 5, 5),
    ("drill_for_nobody", "blind", 0, 10),
)


def scenes() -> Iterator[Scene]:
    """Each in an organisation of its own."""
    from tests.servers.mailbox import mailbox

    with tempfile.TemporaryDirectory() as folder, mailbox(Path(folder)) as server:
        for name, side, here, refused in CLASSES:
            fixture = f"{here + refused} mails through a real SMTP server that refuses {refused}"
            yield Scene(name, side, fixture, (_held(name, here, refused, server.port),))


def _held(name: str, taken: int, refused: int, port: int) -> Observation:
    from rempart.mail.actions.plan_campaign import plan_one
    from rempart.mail.actions.send_due import send_due
    from tests.mail.drills import house

    here = firm(name)
    house.crowd(here.organisation, taken)
    house.crowd(here.organisation, refused, address="no-{}@staff.example")
    row = house.campaign(here.owner, here.organisation, house.way_out(here.owner, here.organisation, port))
    house.begin(row)
    assert plan_one()
    row.refresh_from_db()
    house.all_due(row)
    while send_due():
        pass
    return told(here, MailDrill)[0]


UNIT = Measure("mail_drill", (MailDrill,), tuple(name for name, *_ in CLASSES), scenes)
