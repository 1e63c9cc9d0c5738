"""What strangers must not read or run, as tried from outside."""

from rempart.facts.wordpress_exposure import WordPressFiles
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State


def judge_files(fact: WordPressFiles) -> Opinion:
    """Worst first. A licence or a readme that answers (`told`) is no hole; it is judged as a version told."""
    for say, paths in (("config_told", fact.config_copies), ("log_told", fact.logs), ("listing_open", fact.listings)):
        if paths:
            return Opinion(State.NOT_MET, say, {"count": len(paths), "path": paths[0]})
    if fact.installer_open:
        return Opinion(State.NOT_MET, "installer_open")
    if fact.php_in_uploads:
        return Opinion(State.NOT_MET, "php_in_uploads")
    if not fact.looked_for or fact.php_in_uploads is None:
        return Opinion(State.UNKNOWN, "not_all_seen", {"count": fact.looked_for})
    return Opinion(State.MET, "closed", {"count": fact.looked_for})
