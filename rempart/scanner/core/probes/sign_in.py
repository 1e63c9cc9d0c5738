"""Sign-in attempts with a made-up user, as values: what is sent, and from which answer on the site slows us down."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from rempart.scanner.core.probes.identity import Headers, browser
from rempart.scanner.core.probes.outcome import MAX_TEXT, Outcome, stopped
from rempart.scanner.core.probes.plan import FORM
from rempart.scanner.core.probes.wording import Wording
from rempart.scanner.core.wordpress.doors import CHALLENGES
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.signs import is_login

ATTEMPTS = 10  # at most; a person who forgot a password tries about as often
LIMITED = re.compile(
    r"too many|lock(?:ed)?[ -]?out|locked|temporarily|try again (?:in|later)|captcha"
    r"|trop de tentatives|verrouill|réessayez|次数过多|已锁定|请稍后",
    re.I,
)

MAX_MESSAGE = 2_000  # characters of what the form says went wrong
ASKING = re.compile(
    r"captcha|challenge|proof|puzzle|turnstile|(?:^|[_-])pow(?:$|[_-])", re.I
)  # names of fields, whoever made them
_MESSAGE = re.compile(rf"""id=["']login_error["'][^<>]{{0,300}}>(.{{0,{MAX_MESSAGE}}}?)</div>""", re.S)
_TAG_OR_NUMBER = re.compile(r"<[^<>]{0,1000}>|\d+")


def headers(seed: bytes) -> Headers:
    """The same browser as in all of the run, with the cookie that WordPress sets before it takes a password."""
    return (*browser(seed), FORM, ("Cookie", "wordpress_test_cookie=WP%20Cookie%20check"))


def attempts(seed: bytes) -> list[bytes]:
    """Form bodies: one made-up user, a new made-up password each time."""
    say = Wording(seed, "sign_in")
    user = f"{say.word()}.{say.word()}{say.number()}"
    return [
        urlencode(
            {"log": user, "pwd": f"{say.word()}-{say.number()}", "wp-submit": "Log In", "testcookie": "1"}
        ).encode()
        for _ in range(ATTEMPTS)
    ]


def limited(answers: Sequence[Outcome]) -> str:
    """The sign in the newest answer that the site limits attempts, '' when it does not.

    Words count only when the first answer does not hold them: a form may speak of captchas from the start.
    """
    newest, first = answers[-1], answers[0]
    if challenged(answers):
        return "challenge"
    if way := stopped(newest):
        return way
    if len(answers) > 1 and asking(newest) - asking(answers[-2]):
        return ""  # the form has just grown a field: the next try tells whether it is missed
    if len(answers) > 1 and LIMITED.search(newest.text[:MAX_TEXT]) and not LIMITED.search(first.text[:MAX_TEXT]):
        return "page"
    return ""


def challenged(answers: Sequence[Outcome]) -> bool:
    """The form grew a field that asks for more, and sent without it says something else than for a wrong password.

    By its form alone, whoever made it: a field that only stands there and is never missed asks for nothing.
    """
    if len(answers) < 3:
        return False
    first, before, newest = answers[0], answers[-2], answers[-1]
    grown = (asking(newest) & asking(before)) - asking(first)
    return bool(grown) and message(newest) not in ("", message(first))


def asking(outcome: Outcome) -> set[str]:
    """Names on the sign-in form of fields that ask for more than a name and a password."""
    page = read_page(outcome.text[:MAX_TEXT])
    if not is_login(page):
        return set()
    return {name for name in page.inputs if ASKING.search(name)} | (page.marks & CHALLENGES.keys())


def message(outcome: Outcome) -> str:
    """What the form says went wrong, without numbers: those count down."""
    found = _MESSAGE.search(outcome.text[:MAX_TEXT])
    return "" if found is None else " ".join(_TAG_OR_NUMBER.sub(" ", found[1]).split())
