"""Sign-in attempts with a made-up user, as values: what is sent, and from which answer on the site slows us down."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from rempart.scanner.core.probes.identity import Headers, browser
from rempart.scanner.core.probes.outcome import MAX_TEXT, Outcome, stopped
from rempart.scanner.core.probes.plan import FORM
from rempart.scanner.core.probes.wording import Wording

ATTEMPTS = 10  # at most; a person who forgot a password tries about as often
LIMITED = re.compile(
    r"too many|lock(?:ed)?[ -]?out|locked|temporarily|try again (?:in|later)|captcha"
    r"|trop de tentatives|verrouill|réessayez|次数过多|已锁定|请稍后",
    re.I,
)


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
    if way := stopped(newest):
        return way
    if len(answers) > 1 and LIMITED.search(newest.text[:MAX_TEXT]) and not LIMITED.search(first.text[:MAX_TEXT]):
        return "page"
    return ""
