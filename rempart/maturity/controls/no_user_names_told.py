"""Advice, THR-02: strangers cannot read the sign-in names of the site."""

from rempart.facts.wordpress_exposure import WordPressUsers
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

WHERE = {  # what a reader can type, the same in every language
    "author_archive": "/?author=1", "rest": "/wp-json/wp/v2/users", "oembed": "/wp-json/oembed", "sitemap": "wp-sitemap.xml",
    "login_error": "wp-login.php",
}  # fmt: skip


def judge_users(fact: WordPressUsers) -> Opinion:
    """Any way counts: a guesser needs only one."""
    if fact.ways or fact.names_seen:
        return Opinion(
            State.NOT_MET,
            "told",
            {"names": fact.names_seen, "ways": ", ".join(WHERE.get(way, way) for way in fact.ways)},
        )
    return Opinion(State.MET, "silent")


UNIT = Control(
    id="no_user_names_told",
    rows=("THR-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="No user names are told",
    why="Who knows the sign-in names needs to guess only the passwords. WordPress tells them in several places unless it is asked not to.",
    fix=(
        "Require sign-in for the users route of the REST interface.",
        "Switch off author archives and the users part of the sitemap, or give authors a public name unlike their sign-in name.",
        "Let the sign-in page answer alike for a wrong name and a wrong password.",
    ),
    question="Does your WordPress set-up keep sign-in names from strangers?",
    effort=Effort((0.2, 2), (0, 0), "project estimate, not measured: one plug-in setting or a few lines in the theme"),
    source="OWASP WSTG-IDNT-04 (account enumeration); CWE-204",
    threats=(Against("T02", Part.PREVENTS),),
    needs=(Need(WordPressUsers, DAY_S, judge_users),),
    voided_by=("host_changed", "address_changed"),
    says={
        "told": "Strangers can read sign-in names (seen: {names}) at {ways}.",
        "silent": "No sign-in name was told in any of the usual places.",
    },
)
