"""Level 2, HARD-01: nothing answers that strangers must not read or run, and inside the switches are set."""

from rempart.facts.companion_hardening import CompanionHardening
from rempart.facts.wordpress_exposure import WordPressFiles
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.files_rule import judge_files
from rempart.maturity.core.inside_rule import judge_switches
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="files_hardened",
    rows=("HARD-01",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.COMPANION, Proof.AGENT, Proof.OUTSIDE),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Files are hardened",
    why="A forgotten copy of wp-config.php hands out the database password, and PHP in the upload folder is where many intruders settle. A few server rules close both.",
    fix=(
        "Delete copies of wp-config.php, logs and archives from the web folder.",
        "Refuse to run PHP under wp-content/uploads, and switch directory listings off.",
        "Let only the owner read wp-config.php (mode 600 or 640), and set DISALLOW_FILE_EDIT.",
    ),
    question="Do you protect wp-config.php and refuse PHP in the upload folder, without our asking?",
    effort=Effort((0.5, 3), (0, 0), "project estimate, not measured: a few rules on the server"),
    source="Guide 1:23; OWASP WSTG-CONF-04; CIS Controls 8.1 no. 4.1; CWE-530, CWE-548",
    threats=(Against("T07", Part.NECESSARY), Against("T05", Part.PREVENTS)),
    key=Key.COMPANION,
    needs=(Need(WordPressFiles, DAY_S, judge_files), Need(CompanionHardening, DAY_S, judge_switches)),
    each=True,
    voided_by=("host_changed", "address_changed"),
    says={
        "switches_set": "Files cannot be edited in the browser, and wp-config.php is closed to others (mode {mode}).",
        "any_upload": "Files of every kind may be uploaded (ALLOW_UNFILTERED_UPLOADS).",
        "debug_log": "A log of errors lies in wp-content, where strangers may find it.",
        "config_open": "Every account of the server may read wp-config.php (mode {mode}).",
        "editor_on": "Plug-ins and themes can be edited in the browser.",
        "config_unseen": "The permissions of wp-config.php could not be read.",
        "closed": "{count} paths that must stay closed were tried; none answered.",
        "config_told": "Copies of the configuration can be read ({count}), first {path}.",
        "log_told": "Log files can be read ({count}), first {path}.",
        "listing_open": "Folders show their content ({count}), first {path}.",
        "installer_open": "The installer answers: a stranger could take the site over.",
        "php_in_uploads": "PHP runs in the upload folder.",
        "not_all_seen": "{count} paths were tried and none was open, but the upload folder could not be judged from outside.",
    },
)
