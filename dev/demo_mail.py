"""Mails and drills of the demo: a drill that is being drafted, two reported mails, a drill in the room behind it and one under way,
a lesson of ours that came back as a package. Nothing is sent."""

import tempfile
from pathlib import Path
from typing import Any

WORDS = {
    "en": {
        "title": "A menu",
        "what": "",
        "sender": "",
        "mails": [{"subject": "Lunch", "text": "{link}", "button": "See"}],
    }
}
REPORTED = (
    b"From: Parcels <post@parcel.example>\r\nTo: ann@demo.invalid\r\nSubject: Your parcel waits\r\n\r\n"
    b"Pay 1.95 at https://parcel.example/fee/ before tonight, or it goes back.\r\n",
    b"From: The bakery <bread@bakery.example>\r\nTo: ann@demo.invalid\r\nSubject: Bread on Friday\r\n\r\nShall we bring twelve?\r\n",
)


def exercise(organisation: Any, owner: Any) -> None:
    """Drafts and reports, drills by mail and in the room."""
    _by_mail(organisation, owner)
    _in_the_room(organisation, owner)
    _from_elsewhere(organisation, owner)


def _by_mail(organisation: Any, owner: Any) -> None:
    from rempart.mail.actions.draft_campaign import draft_campaign
    from rempart.mail.actions.import_past import import_past
    from rempart.mail.actions.own_templates import save_template
    from rempart.mail.actions.profiles import Wish, save_profile
    from rempart.mail.actions.take_report import report_mail
    from rempart.mail.core.reported.states import Way

    wish = Wish(
        "Our mail server",
        "mail.demo.invalid",
        587,
        "starttls",
        "drills",
        "granite",
        "drills@demo.invalid",
        "",
        "",
        "",
        4,
        600,
    )
    save_profile(owner, organisation, wish)
    draft_campaign(owner, organisation, "December", "parcel")
    save_template(owner, organisation, "The menu", WORDS)
    import_past(owner, organisation, b'{"name": "Spring", "results": []}', "spring.json")
    for raw in REPORTED:
        report_mail(owner, organisation, raw, Way.PAGE)


def _in_the_room(organisation: Any, owner: Any) -> None:
    from datetime import date

    from rempart.people.actions.hold_exercise import Better, begin, end, mark
    from rempart.people.core.exercise_library import exercise as found

    for name in ("phone", "table_top"):
        drill = found(name, "en")
        assert drill is not None
        row = begin(owner, organisation, drill, people=6, roles=[role.id for role in drill.roles], is_prepared=True)
        for one in drill.marks[:3]:
            mark(owner, row, drill, one.id, is_seen=True)
        if name == "phone":
            end(
                owner,
                row,
                drill,
                [Better("The list of numbers hangs by the door", date(2027, 1, 15))],
                is_broken_off=False,
            )


def _from_elsewhere(organisation: Any, owner: Any) -> None:
    from rempart.people.actions.package_add import add_package
    from rempart.people.actions.package_change import open_package
    from rempart.people.core.library import lessons
    from rempart.people.core.standards.course import Kind
    from rempart.people.core.standards.package_out import package_of

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lesson.zip"
        file.write_bytes(package_of(next(iter(lessons().values())), Kind.SCORM12))
        open_package(owner, add_package(owner, organisation, file, file.name), 20)
