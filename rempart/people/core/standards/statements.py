"""Statements of xAPI as far as cmi5 needs them: what a launched unit may say, and what follows from it.

Sources: IEEE 9274.1.1 (xAPI 1.0.3, Data and Communication); ADL cmi5 (Quartz) sections 9 and 10.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rempart.people.core.standards.course import Part
from rempart.people.core.standards.told import Told, fits

MAX_STATEMENT = 16 * 1024  # bytes of one
MAX_STATEMENTS = 500  # of one part: a lesson says some ten, a talkative one some hundred
MAX_AT_ONCE = 50
MAX_DOCUMENTS = 10  # that one part keeps beside its statements
MAX_DOCUMENT = 64 * 1024  # characters of one
ADL = "http://adlnet.gov/expapi/verbs/"
LAUNCH_DATA = "LMS.LaunchData"
CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVES = ("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed")


class BadStatement(ValueError):
    """What is wrong with it; `is_foreign`: it speaks of somebody or something else than was launched."""

    def __init__(self, why: str, *, is_foreign: bool = False) -> None:
        super().__init__(why)
        self.is_foreign = is_foreign


@dataclass(frozen=True, slots=True)
class Launch:
    """What a unit was launched with: each statement has to speak of this."""

    actor: Mapping[str, Any]
    registration: str
    activity: str
    part: Part


@dataclass(frozen=True, slots=True)
class Statement:
    """`verb` is the last word of a verb of cmi5, the whole address of any other."""

    id: str
    verb: str
    result: Mapping[str, Any]
    body: Mapping[str, Any]


def read(given: Any, launch: Launch, fresh_id: str) -> Statement:
    """Raises BadStatement."""
    if not isinstance(given, dict) or not fits(given):
        raise BadStatement("a statement is an object, not too deep and not too large")
    verb, context = _map(given, "verb").get("id"), _map(given, "context")
    if not isinstance(verb, str) or not 0 < len(verb) <= 300:
        raise BadStatement("a statement has a verb")
    if _who(_map(given, "actor")) != _who(launch.actor):
        raise BadStatement("the actor is not the one that was launched", is_foreign=True)
    if context.get("registration") != launch.registration:
        raise BadStatement("the registration is not the one that was launched", is_foreign=True)
    word = verb.removeprefix(ADL)
    if _is_cmi5(context) and _map(given, "object").get("id") != launch.activity:
        raise BadStatement("the activity is not the one that was launched", is_foreign=True)
    result = _map(given, "result")
    if word == "passed" and (score := _scaled(result)) is not None and score < _asked(launch.part):
        raise BadStatement("passed, with less than the mastery score", is_foreign=True)
    return Statement(_uuid(given.get("id", fresh_id)), word[:300], result, given)


def after(said: Mapping[str, Any], one: Statement, part: Part) -> dict[str, Any]:
    """What is known once it was said: completed, passed (or None) and score."""
    now = {"completed": False, "passed": None, "score": None, "ended": False, **said}
    if one.verb == "completed":
        now["completed"] = True
    elif one.verb in ("passed", "failed") and now["passed"] is not True:
        now["passed"] = one.verb == "passed"
        now["score"] = _scaled(one.result)
    elif one.verb == "terminated":
        now["ended"] = True
    return now


def told(said: Mapping[str, Any], part: Part) -> Told:
    """Whether it has moved on, by what its course asks for; one that asks for nothing has when it ended."""
    passed, completed = said.get("passed"), bool(said.get("completed"))
    moved = {
        "Passed": passed is True,
        "Completed": completed,
        "CompletedAndPassed": completed and passed is not None,  # not passed: finished, and taken again
        "CompletedOrPassed": completed or passed is True,
    }.get(part.moves_on, completed or passed is not None or bool(said.get("ended")))
    return Told(moved, passed, said.get("score"))


def _is_cmi5(context: Mapping[str, Any]) -> bool:
    categories = _map(context, "contextActivities").get("category")
    return isinstance(categories, list) and any(isinstance(one, dict) and one.get("id") == CMI5 for one in categories)


def _who(actor: Mapping[str, Any]) -> tuple[Any, Any]:
    account = _map(actor, "account")
    return account.get("homePage"), account.get("name")


def _asked(part: Part) -> float:
    return float(part.passing) if part.passing else -1.0


def _scaled(result: Mapping[str, Any]) -> float | None:
    value = _map(result, "score").get("scaled")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return min(1.0, max(-1.0, float(value))) if is_number and value is not None else None


def _map(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _uuid(given: Any) -> str:
    try:
        return str(UUID(given))
    except (ValueError, TypeError, AttributeError) as bad:
        raise BadStatement("its id is no UUID") from bad
