"""A drill that a real mail server takes: all of it, a part, nothing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

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


def _held(name: str, here: int, refused: int, port: int) -> Observation:
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.mail.actions.plan_campaign import plan_one
    from rempart.mail.actions.send_due import send_due
    from rempart.maturity.store import facts
    from tests.mail.drills import house

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, f"owner-{name}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, f"https://{name.replace('_', '-')}.quarry.example")
    house.crowd(organisation, here)
    house.crowd(organisation, refused, address="no-{}@staff.example")
    row = house.campaign(owner, organisation, house.way_out(owner, organisation, port))
    house.begin(row)
    assert plan_one()
    row.refresh_from_db()
    house.all_due(row)
    while send_due():
        pass
    settle(site, state_folder())
    return next(one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, MailDrill))


UNIT = Measure("mail_drill", (MailDrill,), tuple(name for name, *_ in CLASSES), scenes)
