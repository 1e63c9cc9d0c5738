"""Rows and doors of learning: what of it the matrix tries to open."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation
from rempart.people.actions.begin_lesson import begin_lesson
from rempart.people.actions.certificates import issue_certificate
from rempart.people.actions.join_programme import join
from rempart.people.actions.make_plan import make_plan
from rempart.people.actions.make_programme import make_programme
from rempart.people.actions.package_add import add_package
from rempart.people.actions.package_change import open_package
from rempart.people.actions.package_take import begin as begin_package
from rempart.people.actions.session_seat import take_seat
from rempart.people.actions.take_exam import begin_exam
from rempart.people.actions.write_lesson import Beginning, begin_own
from rempart.people.core.case_library import cases
from rempart.people.core.certificate import What
from rempart.people.core.library import lessons
from rempart.people.core.rule_library import rules
from rempart.people.core.self_check import questions
from rempart.people.store.exercise import Held
from rempart.people.store.models import Card
from rempart.people.store.plan import Exam, PlanItem
from rempart.terms.duration import DAY_S
from tests.console.ahead import Ahead
from tests.people import packages
from tests.people.house import put as put_house_rule
from tests.people.programmes import running as open_programme_of
from tests.people.programmes import today

DAY = DAY_S * 1000


def learning_rows(alice: Account, firm: Organisation) -> dict[str, str]:
    """A lesson that Alice has begun, a question that comes again to her, drills of a room, and what those below make."""
    name, found = next(iter(lessons().items()))
    card = Card.objects.create(
        account=alice, organisation=firm, lesson=name, question=found["en"].questions[0].id, box=1, due_ms=0
    )
    room: dict[str, Any] = {
        "organisation": firm,
        "exercise": "phone",
        "lead": alice.uid,
        "people": 3,
        "begun_ms": now_ms(),
    }
    ended = Held.objects.create(**room, ended_ms=now_ms(), notes="Lavandin")
    return {
        "attempt": begin_lesson(alice, firm, found["en"]).uid, "card": card.uid,
        "room": Held.objects.create(**room).uid, "held_room": ended.uid,
        "house_rule": put_house_rule(alice, firm).rule.uid,
        **taught(alice, firm),
        **planned(alice, firm),
        **from_elsewhere(alice, firm),
        "own_lesson": begin_own(alice, firm, Beginning(("en",))).uid,
    }  # fmt: skip


def taught(alice: Account, firm: Organisation) -> dict[str, str]:
    """A programme that is open, with a meeting tomorrow in which Alice has a seat; and one that is being prepared."""
    running = open_programme_of(alice, firm)
    join(alice, running.programme)
    take_seat(alice, running.session)
    draft = make_programme(alice, firm, "four_sessions", today())
    return {"programme": running.programme.uid, "meeting": running.session.uid, "draft": draft.uid}


def planned(alice: Account, firm: Organisation) -> dict[str, str]:
    """A plan, a test under way, a test behind her and what certifies it."""
    make_plan(alice, firm, {one.id: one.options[-1].id for one in questions()})
    taken = {"begun_ms": 1, "shown_ms": 1, "ended_ms": now_ms() - 2 * DAY, "right": 20, "asked": 20}
    Exam.objects.create(account=alice, organisation=firm, **taken)
    return {
        "plan_item": PlanItem.objects.filter(account=alice)[0].uid,
        "test": begin_exam(alice, firm).uid,
        "certificate": issue_certificate(alice, firm, What.TEST).uid,
    }


def from_elsewhere(alice: Account, firm: Organisation) -> dict[str, str]:
    """A lesson that others made, which Alice has begun."""
    with tempfile.NamedTemporaryFile() as held:
        held.write(packages.simple())
        held.flush()
        row = add_package(alice, firm, Path(held.name), "lesson.zip")
    open_package(alice, row, 20)
    row.refresh_from_db()
    return {"lesson_package": row.uid, "package_attempt": begin_package(alice, row).uid}


def learning_doors(rows: Mapping[str, str]) -> dict[str, Ahead]:
    """What is posted names rows of this house."""
    return {
        **{f"{verb} /lessons/<slug:name>/": Ahead(values={"name": next(iter(lessons()))}) for verb in ("GET", "POST")},
        **{f"GET /cases/<slug:name>/{page}": Ahead(values={"name": next(iter(cases()))}) for page in ("", "steps/")},
        "GET /api/v1/cases/<str:name>": Ahead(values={"name": next(iter(cases()))}),
        "GET /rules/<slug:name>/": Ahead(values={"name": next(iter(rules()))}),
        "GET /api/v1/rules/<str:name>": Ahead(values={"name": next(iter(rules()))}),
        "GET /rules/house/<str:uid>/": Ahead("house_rule"),
        "POST /rules/house/<str:uid>/": Ahead("house_rule", {"do": "withdraw"}),
        "GET /rules/house/<str:uid>/<int:number>.pdf": Ahead("house_rule", values={"number": "1"}),
        "GET /exercises/<slug:name>/": Ahead(values={"name": "phone"}),
        "POST /exercises/<slug:name>/": Ahead(values={"name": "phone"}),
        "GET /exercises/<slug:name>/cards/": Ahead(values={"name": "phone"}),
        "GET /exercises/held/<str:uid>/": Ahead("held_room"),
        "GET /exercises/held/<str:uid>/screen/": Ahead("room"),
        "POST /exercises/held/<str:uid>/mark/": Ahead("room", {"mark": "reported", "seen": "1"}),
        "POST /exercises/held/<str:uid>/notes/": Ahead("room", {"notes": "quiet"}),
        "POST /exercises/held/<str:uid>/end/": Ahead("room", {}),
        **{f"{verb} /lessons/attempt/<str:uid>/": Ahead("attempt") for verb in ("GET", "POST")},
        **{
            f"{verb} /programme/sessions/<str:uid>/{page}": Ahead("meeting")
            for verb, page in (("GET", ""), ("POST", ""), ("GET", "session.ics"))
        },
        **{
            f"{verb} /programmes/sessions/<str:uid>/{page}/": Ahead("meeting")
            for verb, page in (("GET", "edit"), ("POST", "edit"), ("GET", "sheet"))
        },
        "POST /programme/": Ahead(form={"do": "hide", "programme": rows["programme"]}),
        "POST /api/v1/programmes": Ahead(form={"starts_on": "2027-01-04"}),
        "POST /api/v1/programmes/<str:uid>/open": Ahead("draft"),
        "POST /my/plan/": Ahead(form={"item": rows["plan_item"]}),
        **{f"{verb} /my/test/<str:uid>/": Ahead("test") for verb in ("GET", "POST")},
        "POST /my/points/": Ahead(form={"do": "choose", "part": "in"}),
        "POST /my/certificates/": Ahead(form={"what": "test"}),
        "GET /my/certificates/<str:uid>/certificate.pdf": Ahead("certificate"),
        "GET /my/certificates/<str:uid>/badge.jwt": Ahead("certificate"),
        "POST /learning/prizes/": Ahead(form={"do": "budget", "budget": "10"}),
        **{
            f"{verb} /packages/{page}": Ahead(row, form, values=values)
            for verb, page, row, form, values in (
                ("GET", "<str:uid>/", "lesson_package", None, {}),
                ("POST", "<str:uid>/", "lesson_package", {"do": "close"}, {}),
                ("GET", "attempt/<str:uid>/<int:number>/", "package_attempt", None, {"number": "0"}),
                ("POST", "attempt/<str:uid>/<int:number>/keep/", "package_attempt", None, {"number": "0"}),
            )
        },
        "PUT /api/v1/packages/<str:uid>/state": Ahead("lesson_package", {"state": "closed"}),
        "GET /lessons/<slug:name>/package/<slug:form>.zip": Ahead(
            values={"name": next(iter(lessons())), "form": "cmi5"}
        ),
        "GET /api/v1/lessons/<str:name>/package/<str:form>": Ahead(
            values={"name": next(iter(lessons())), "form": "cmi5"}
        ),
        **writing_doors(),
        "PATCH /api/v1/programmes/<str:uid>": Ahead("draft", {"title": "Spring"}),
        **{
            f"{verb} /api/v1/programme-sessions/<str:uid>{path}": Ahead("meeting", form)
            for verb, path, form in (
                ("GET", "", None),
                ("PATCH", "", {"capacity": 40}),
                ("POST", "/cancel", {}),
                ("PUT", "/attendance", {"seats": []}),
            )
        },
        "POST /lessons/repeat/": Ahead(form={"card": rows["card"], "asked": "0", "value": "0"}),
    }


def writing_doors() -> dict[str, Ahead]:
    """A lesson that the house writes itself."""
    own, en = "own_lesson", {"language": "en"}
    page, api = "/lessons/writing/<str:uid>/", "/api/v1/own-lessons"
    return {
        "POST /lessons/writing/": Ahead(form={"languages": ["fr"], "shipped": "", "place": "beside"}),
        f"GET {page}": Ahead(own),
        f"POST {page}": Ahead(own, {"do": "check"}),
        f"GET {page}<slug:language>/": Ahead(own, values=en),
        f"POST {page}<slug:language>/": Ahead(own, {"do": "save", "text": "x", "base": "1"}, values=en),
        f"POST {page}<slug:language>/look/": Ahead(own, {"text": "x"}, values=en),
        f"GET {page}<slug:language>/lesson.md": Ahead(own, values=en),
        f"GET {page}<slug:language>/<int:number>/": Ahead(own, values={**en, "number": "1"}),
        f"POST {page}<slug:language>/<int:number>/": Ahead(own, {}, values={**en, "number": "1"}),
        f"POST {api}": Ahead(form={"languages": ["en"]}),
        f"GET {api}/<str:uid>": Ahead(own),
        f"DELETE {api}/<str:uid>": Ahead(own),
        f"GET {api}/<str:uid>/texts/<str:language>": Ahead(own, values=en),
        f"PUT {api}/<str:uid>/texts/<str:language>": Ahead(own, {"text": "x", "base": 1}, values=en),
        f"POST {api}/<str:uid>/check": Ahead(own, {}),
        f"PUT {api}/<str:uid>/state": Ahead(own, {"state": "withdrawn"}),
    }
