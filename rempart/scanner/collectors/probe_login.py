"""Tries a made-up user until the site limits attempts, ten times at most; last of all, since it may ban our address."""

from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.probes.identity import browser
from rempart.scanner.core.probes.outcome import Outcome, stopped
from rempart.scanner.core.probes.sign_in import attempts, headers, limited
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[Fact]:
    """Stops at the first sign of a limit; then one look at the front page tells whether our address was banned."""
    doors = look.previous(WordPressDoors)
    path = doors.login_path if isinstance(doors, WordPressDoors) and doors.login_path else "/wp-login.php"
    url = look.target.url(path)
    form = await look.fetch(url, headers=browser(look.seed), fresh=True)
    if form.status != 200 or 'name="pwd"' not in form.text.replace("'", '"'):
        raise LookError("cannot_tell", f"There is no sign-in form at {path}", is_error=False)
    answers: list[Outcome] = []
    sign = ""
    for body in attempts(look.seed):
        answers.append(await _send(look, url, "POST", body))
        if sign := limited(answers):
            break
        if answers[-1].failure:
            raise LookError(answers[-1].failure, "The sign-in form stopped answering before anything could be said")
    banned = bool(sign) and bool(stopped(await _send(look, look.target.url("/"), "GET", b"")))
    after = len(answers) - 1 if sign else None
    return [LoginLimitProbe(tried=len(answers), limited_after=after, sign=sign or None, own_address_banned=banned)]


async def _send(look: Look, url: str, method: str, body: bytes) -> Outcome:
    try:
        named = headers(look.seed) if body else browser(look.seed)
        answer = await look.fetch(url, method=method, headers=named, body=body, fresh=True)
    except LookError as fault:
        return Outcome(failure=fault.code)
    return Outcome(answer.status, answer.headers, answer.text)


UNIT = Collector(
    id="probe_login",
    version=1,
    kinds=(LoginLimitProbe,),
    evidence=EvidenceClass.EXERCISED,
    collect=collect,
    every_s=DAY_S,
    timeout_s=60.0,
    requests=12,
    active=True,
    order=90,
)
