"""What an answer to a probe means: let through, or stopped, and by which sign."""

import re
from dataclasses import dataclass

STOPPING = frozenset({401, 403, 406, 418, 429, 444, 451, 493, 503, 520, 999})  # what firewalls answer with
CUT_OFF = frozenset({"reset", "timeout", "refused", "bad_answer"})  # the line died, the site itself answers
MAX_TEXT = 200_000  # characters searched for the words of a block page
CHALLENGE_HEADERS = frozenset(
    {("cf-mitigated", "challenge"), ("x-amzn-waf-action", "challenge"), ("x-amzn-waf-action", "captcha")}
)
_CHALLENGE = re.compile(r"captcha|turnstile|checking your browser|just a moment|challenge-platform|proof of work", re.I)
_BLOCK = re.compile(
    r"access denied|request (?:was |has been )?(?:blocked|rejected)|you have been blocked|firewall|security rule"
    r"|not acceptable|malicious|accès refusé|requête bloquée|访问被拒绝|请求被拦截",
    re.I,
)
_FAULT = re.compile(r"<fault>", re.I)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, or `failure` = the code of what became of it."""

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    failure: str = ""


def stopped(outcome: Outcome, twin: Outcome | None = None) -> str:
    """The way it was stopped (status, page, reset, challenge), '' when it came through.

    Words only count when the twin's answer does not hold them: a page may well speak of firewalls.
    """
    if outcome.failure:
        return "reset" if outcome.failure in CUT_OFF else ""
    if CHALLENGE_HEADERS & {(name, value.lower()) for name, value in outcome.headers}:
        return "challenge"
    usual = twin.text[:MAX_TEXT] if twin and not twin.failure else ""
    text = outcome.text[:MAX_TEXT]
    if _new_words(_CHALLENGE, text, usual) and (outcome.status in STOPPING or twin is not None):
        return "challenge"
    if outcome.status in STOPPING:
        return "status"
    if twin is not None and _new_words(_BLOCK, text, usual):
        return "page"
    return ""


def _new_words(pattern: re.Pattern[str], text: str, usual: str) -> set[str]:
    found, known = ({match.group().lower() for match in pattern.finditer(told)} for told in (text, usual))
    return found - known


def multicall_refused(outcome: Outcome) -> str:
    """For XML-RPC: anything but the answers to the calls means that many calls in one get nowhere."""
    if way := stopped(outcome):
        return way
    if outcome.failure:
        return ""
    if outcome.status != 200:
        return "status"
    return "" if "<methodResponse>" in outcome.text and not _FAULT.search(outcome.text) else "page"
