"""Level 2, HARD-01: PHP functions that start programs are off for the site."""

from rempart.facts.companion_hardening import CompanionHardening
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

START_PROGRAMS = frozenset({"exec", "passthru", "shell_exec", "system", "proc_open", "popen", "pcntl_exec"})


def judge_functions(fact: CompanionHardening) -> Opinion:
    """Of PHP as it serves this site."""
    left = sorted(START_PROGRAMS.intersection(fact.risky_functions))
    if left:
        return Opinion(State.NOT_MET, "on", {"count": len(left), "names": ", ".join(left)})
    return Opinion(State.NOT_MET, "url_include") if fact.url_include else Opinion(State.MET, "off")


UNIT = Control(
    id="risky_functions_off",
    rows=("HARD-01",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.COMPANION, Proof.AGENT, Proof.OUTSIDE),
    scope=Scope.HOST,
    side=Side.HOST,
    title="Risky functions are off",
    why="A web shell does its work through functions such as exec and passthru, which start programs on the server. WordPress itself does not need them.",
    fix=(
        "Set disable_functions to exec, passthru, shell_exec, system, proc_open and popen.",
        "Look for plug-ins that need one of them (some for images or backups), and replace those plug-ins or allow that one function.",
        "Set allow_url_include = Off.",
    ),
    question="Which PHP functions are switched off for our account?",
    effort=Effort(
        (0.1, 1), (0, 0), "project estimate, not measured: one line of the PHP settings, then a look at the plug-ins"
    ),
    source="Guide 1:23; PHP manual, disable_functions; OWASP ASVS 5.0 chapter V13 (configuration); CWE-78",
    threats=(Against("T07", Part.PREVENTS), Against("T05", Part.PREVENTS)),
    key=Key.COMPANION,
    needs=(Need(CompanionHardening, DAY_S, judge_functions),),
    voided_by=("host_changed",),
    says={
        "off": "PHP of this site can start no program: each function that could is switched off.",
        "on": "{count} functions that start programs are on: {names}.",
        "url_include": "PHP may include code from addresses (allow_url_include).",
    },
)
