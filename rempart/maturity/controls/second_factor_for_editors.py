"""Level 2, AUTH-02: everyone who can change the site signs in with a second factor."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

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
    voided_by=("host_changed",),
)
