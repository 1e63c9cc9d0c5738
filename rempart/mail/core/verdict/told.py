"""What goes into a judgement of a mail and what comes out of it."""

from dataclasses import dataclass

from rempart.terms.words import Words

PHISHING, SUSPICIOUS, UNSURE, CLEAN = "phishing", "suspicious", "unsure", "clean"


@dataclass(frozen=True, slots=True)
class OwnDomains:
    """What is ours: `domains` we send from, `mx` the names our own receiving servers sign their results with (the
    authserv-id of RFC 8601). Results of anybody else are not read; with no `mx` nobody's are."""

    domains: frozenset[str] = frozenset()
    mx: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is stable (a sign's id, or `words`), `says` a whole sentence in three languages, with what was seen filled
    in. `weight` in log-odds: above 0 speaks for phishing, below 0 against. `seen` is from the mail: anybody's words."""

    code: str
    says: Words
    weight: float
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """For clusters and pages: what was found in the mail, bounded. Everything in it is anybody's words."""

    subject: str = ""
    sender: str = ""  # the address of From, lower case
    sender_name: str = ""
    reply_to: str = ""
    message_id: str = ""
    urls: tuple[str, ...] = ()  # wrappers undone
    domains: tuple[str, ...] = ()  # that one registers, of those urls
    attachments: tuple[tuple[str, str], ...] = ()  # name, SHA-256
    authentication: tuple[tuple[str, str], ...] = ()  # method, result; by our own servers alone
    faults: tuple[str, ...] = ()  # what was broken or went over a limit
    carried: tuple[tuple[str, str], ...] = ()  # place (`qr`, `pdf`) and address, out of pictures and PDF
    unread: tuple[tuple[str, str], ...] = ()  # name and why: pictures and PDF that could not be read to their end
    is_unwrapped: bool = False  # judged is the mail that was forwarded, not the letter around it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`verdict` is phishing, suspicious, unsure or clean; `probability` of being phishing, calibrated (0..1); `reasons`
    the heaviest first."""

    verdict: str
    probability: float
    reasons: tuple[Reason, ...]
    evidence: Evidence
