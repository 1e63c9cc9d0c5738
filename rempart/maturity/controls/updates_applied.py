"""Level 2, HARD-02: the newest releases are installed; outside sees the core, the companion sees the rest."""

from rempart.facts.companion_updates import CompanionUpdates
from rempart.facts.wordpress_core import WordPressCore
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.maturity.core.inside_rule import judge_updates
from rempart.maturity.core.release_rule import is_behind, why_untold
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge_core(fact: WordPressCore) -> Opinion:
    """Says what was compared."""
    if (untold := why_untold(fact)) is not None:
        return untold
    version, newest = str(fact.version), str(fact.newest)
    values: dict[str, int | str] = {"version": version, "newest": newest}
    if is_behind(version, newest):
        return Opinion(State.NOT_MET, "behind", values)
    return Opinion(State.MET, "newest", values)


UNIT = Control(
    id="updates_applied",
    rows=("HARD-02",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.COMPANION, Proof.AGENT, Proof.OUTSIDE),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Updates are applied",
    why="A published fix is also a description of the flaw; machines read it within hours. Applied updates close most of what opportunists try.",
    fix=(
        "Back up, then update WordPress, plug-ins and themes.",
        "Switch on automatic updates at least for minor releases and for plug-ins with known flaws.",
        "Remove what is not used: it needs updates too.",
    ),
    question="Do you apply updates of WordPress and plug-ins for us, and how soon after release?",
    effort=Effort((0.2, 4), (0, 0), "project estimate, not measured: automatic updates, and a look after each"),
    source="Guide 1:21, 1:45; CIS Controls 8.1 no. 7.4; PCI DSS 4.0.1 no. 6.3.3; OWASP Top 10 2021 A06",
    threats=(Against("T04", Part.NECESSARY),),
    key=Key.COMPANION,
    needs=(Need(WordPressCore, DAY_S, judge_core), Need(CompanionUpdates, DAY_S, judge_updates)),
    each=True,
    voided_by=("host_changed",),
    says={
        "newest": "WordPress {version} is the newest release known. Plug-ins and themes are seen from inside only.",
        "parts_newest": "Nothing newer is offered for any of {count} plug-ins and themes; of {unknown} of them nobody tells releases.",
        "parts_behind": "{behind} of {count} plug-ins and themes wait for an update, first {first}: {version} is installed, {newest} is out.",
        "not_asked": "WordPress has not asked for updates of its {count} plug-ins and themes lately, so nothing can be told.",
        "behind": "WordPress {version} answers; {newest} is out.",
        "version_hidden": "The version of WordPress cannot be told from outside (confidence {confidence}%).",
        "no_feed": "WordPress {version} answers, but no list of releases was at hand to compare.",
        "not_wordpress": "No WordPress was recognised here.",
    },
)
