"""Advice, THR-02: no account of the site is called admin or administrator."""

from rempart.facts.companion_accounts import CompanionAccounts
from rempart.facts.wordpress_exposure import WordPressUsers
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.maturity.core.inside_rule import judge_names_inside
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge_names(fact: WordPressUsers) -> Opinion:
    """Only names that were seen can speak; a silent site must be looked at from inside."""
    if fact.tells_admin:
        return Opinion(State.NOT_MET, "default_name")
    if not fact.names_seen:
        return Opinion(State.UNKNOWN, "none_seen")
    return Opinion(State.MET, "other_names", {"names": fact.names_seen})


UNIT = Control(
    id="administrator_not_default",
    rows=("THR-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="No default administrator",
    why="Password guessers try admin first, because many sites still have it. Another name costs nothing and takes you off that list.",
    fix=(
        "Create a second administrator with another name, its own strong password and a second factor.",
        "Sign in with it, delete the account admin and hand its posts to the new one.",
    ),
    question="Do new sites at your place start with an account called admin?",
    effort=Effort(
        (0.2, 0.5), (0, 0), "project estimate, not measured: a new account, and the posts of the old one handed over"
    ),
    source="CIS Controls 8.1 no. 4.7 (default accounts); OWASP WSTG-ATHN-02",
    threats=(Against("T02", Part.PREVENTS),),
    key=Key.COMPANION,
    needs=(Need(WordPressUsers, DAY_S, judge_names), Need(CompanionAccounts, DAY_S, judge_names_inside)),
    each=True,
    voided_by=("host_changed", "address_changed"),
    says={
        "default_name": "An account called admin or administrator answers.",
        "default_inside": "{count} accounts are called admin, administrator or root.",
        "other_inside": "None of {count} accounts is called admin, administrator or root.",
        "other_names": "Names seen: {names}; none is admin or administrator.",
        "none_seen": "No name is told to strangers; a look from inside would show it.",
    },
)
