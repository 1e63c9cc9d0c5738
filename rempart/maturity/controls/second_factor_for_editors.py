"""Level 2, AUTH-02: everyone who can change the site signs in with a second factor."""

from rempart.facts.companion_accounts import CompanionAccounts
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge_accounts(fact: CompanionAccounts) -> Opinion:
    """A factor that somebody has set up. Where another plug-in may ask for one unseen, an account without is unknown."""
    values: dict[str, int | str] = {"with": fact.editors_with_factor, "editors": fact.editors}
    if not fact.is_complete or not fact.editors:
        return Opinion(State.UNKNOWN, "not_all_seen", {"count": fact.accounts})
    if fact.editors_with_factor == fact.editors:
        return Opinion(State.MET, "all", values)
    if fact.unread:
        return Opinion(State.UNKNOWN, "unread", {**values, "plugin": fact.unread[0]})
    return Opinion(State.PARTIAL if fact.editors_with_factor else State.NOT_MET, "some", values)


UNIT = Control(
    id="second_factor_for_editors",
    rows=("AUTH-02",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Second factor for all editors",
    why="Passwords are reused, phished and sold. With a second factor, a stolen password alone opens nothing.",
    fix=(
        "Install a two-factor plug-in and require it from the role of editor upwards.",
        "Prefer passkeys or an app to text messages, and hand out recovery codes.",
        "Close accounts that nobody has used for three months.",
    ),
    question="Do you offer a second factor for WordPress and for your own panel, and can it be required?",
    effort=Effort((0.5, 4), (0, 0), "project estimate, not measured: minutes a person with a free plug-in"),
    source="Guide 1:70, 1:85; NIST SP 800-63B; PCI DSS 4.0.1 no. 8.4.2; CIS Controls 8.1 no. 6.3",
    threats=(Against("T02", Part.NECESSARY), Against("T03", Part.NECESSARY), Against("T14", Part.PREVENTS)),
    key=Key.COMPANION,
    needs=(Need(CompanionAccounts, DAY_S, judge_accounts),),
    voided_by=("host_changed",),
    says={
        "all": "All {editors} accounts that may change the site have a second factor.",
        "some": "{with} of {editors} accounts that may change the site have a second factor.",
        "unread": "{with} of {editors} accounts are known to have a second factor; {plugin} may ask for one in a way that cannot be read.",
        "not_all_seen": "The accounts could not all be looked at ({count} seen).",
    },
)
