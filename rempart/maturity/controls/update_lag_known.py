"""Level 1, HARD-03: how far core, plug-ins and themes lie behind can be told."""

from rempart.facts.wordpress_core import WordPressComponents, WordPressCore
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.maturity.core.release_rule import why_untold
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge_core(fact: WordPressCore) -> Opinion:
    """Knowing is enough at level 1; being up to date is level 2."""
    return why_untold(fact) or Opinion(
        State.MET, "core_known", {"version": str(fact.version), "newest": str(fact.newest)}
    )


def judge_components(fact: WordPressComponents) -> Opinion:
    """Every site has a theme, so an empty list means that the look saw too little."""
    hidden = sum(component.version is None for component in fact.components)
    if hidden or not fact.components:
        return Opinion(State.UNKNOWN, "components_hidden", {"hidden": hidden, "count": len(fact.components)})
    return Opinion(State.MET, "components_known", {"count": len(fact.components)})


UNIT = Control(
    id="update_lag_known",
    rows=("HARD-03",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.COMPANION, Proof.OUTSIDE),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Delay of updates is known",
    why="At level 1 updates are done by hand, and sites quietly fall behind while flaws already fixed stay open. You can only decide about a delay that you see.",
    fix=(
        "Install the companion plug-in: it tells every version, also those that strangers cannot see.",
        "Without it, open Updates in WordPress once a week and note what waits and since when.",
        "Give one person the task, and a day for it.",
    ),
    question="Who updates WordPress, plug-ins and themes, and can you show us what is behind today?",
    effort=Effort((0.2, 1), (0, 0), "project estimate, not measured: the companion plug-in, or a monthly look"),
    source="Guide 1:45; OWASP Top 10 2021 A06 (outdated components); CIS Controls 8.1 no. 7.4",
    threats=(Against("T04", Part.DETECTS),),
    key=Key.COMPANION,
    needs=(Need(WordPressCore, DAY_S, judge_core), Need(WordPressComponents, DAY_S, judge_components)),
    together=True,
    voided_by=("host_changed",),
    says={
        "core_known": "WordPress {version} answers; {newest} is the newest release known.",
        "components_known": "All {count} plug-ins and themes seen tell their version.",
        "components_hidden": "{hidden} of {count} plug-ins and themes seen do not tell their version; a look from inside would.",
        "version_hidden": "The version of WordPress cannot be told from outside (confidence {confidence}%).",
        "no_feed": "WordPress {version} answers, but no list of releases was at hand to compare.",
        "not_wordpress": "No WordPress was recognised here.",
    },
)
