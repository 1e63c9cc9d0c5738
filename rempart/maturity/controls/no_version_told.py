"""Advice, THR-02: server, PHP and WordPress keep their version to themselves."""

from rempart.facts.http_disclosure import HttpDisclosure
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

SHOWN = 5  # names in one sentence; the fact keeps them all


def judge_disclosure(fact: HttpDisclosure) -> Opinion:
    """A name without a figure is no version."""
    told = [name for name in fact.generators if any(letter.isdigit() for letter in name)]
    if fact.php_version is not None:
        told.insert(0, f"PHP {fact.php_version}")
    if fact.server_version is not None:
        told.insert(0, f"{fact.server or 'server'} {fact.server_version}")
    if told:
        return Opinion(State.NOT_MET, "told", {"count": len(told), "what": ", ".join(told[:SHOWN])})
    return Opinion(State.MET, "silent")


UNIT = Control(
    id="no_version_told",
    rows=("THR-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="No version is told",
    why="Machines that look for victims sort sites by version: one that tells nothing is found later. It hides no flaw, so updates still come first.",
    fix=(
        "Set expose_php = Off, and server_tokens off (nginx) or ServerTokens Prod (Apache).",
        "Remove the generator tag from pages and feeds, by the theme or a small plug-in.",
    ),
    question="Can you hide the versions of server and PHP in the answers of our site?",
    effort=Effort((0.1, 1), (0, 0), "project estimate, not measured: a few settings of server, PHP and theme"),
    source="OWASP WSTG-INFO-02, WSTG-INFO-08; OWASP ASVS 5.0 chapter V13; RFC 9110 section 10.2.4",
    threats=(Against("T04", Part.PREVENTS),),
    needs=(Need(HttpDisclosure, DAY_S, judge_disclosure),),
    voided_by=("host_changed", "address_changed"),
    says={
        "told": "Versions told to strangers ({count}): {what}.",
        "silent": "No version is told in headers, pages or feeds.",
    },
)
