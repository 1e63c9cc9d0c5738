"""What a look from inside by the companion says of controls that outside sees in part."""

from rempart.facts.companion_accounts import CompanionAccounts
from rempart.facts.companion_hardening import CompanionHardening
from rempart.facts.companion_updates import CompanionUpdates
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

ASKED_WITHIN_HOURS = 72  # WordPress asks for updates twice a day by itself
OTHERS_READ = 0o004  # any account of the server may read the database password


def judge_updates(fact: CompanionUpdates) -> Opinion:
    """What WordPress itself offers on its page of updates, switched off parts too: their files can be called."""
    if fact.behind:
        first = fact.behind[0]
        values: dict[str, int | str] = {"behind": len(fact.behind), "count": fact.looked_at, "first": first.slug}
        return Opinion(State.NOT_MET, "parts_behind", {**values, "version": first.version, "newest": first.newest})
    if fact.checked_hours is None or fact.checked_hours > ASKED_WITHIN_HOURS:
        return Opinion(State.UNKNOWN, "not_asked", {"count": fact.looked_at})
    return Opinion(State.MET, "parts_newest", {"count": fact.looked_at, "unknown": fact.unknown})


def judge_switches(fact: CompanionHardening) -> Opinion:
    """Worst first; permissions of files were read, not tried."""
    if fact.unfiltered_uploads:
        return Opinion(State.NOT_MET, "any_upload")
    if fact.debug_log_in_content:
        return Opinion(State.NOT_MET, "debug_log")
    if fact.config_mode is not None and fact.config_mode & OTHERS_READ:
        return Opinion(State.NOT_MET, "config_open", {"mode": f"{fact.config_mode:o}"})
    if not fact.file_editor_off:
        return Opinion(State.NOT_MET, "editor_on")
    if fact.config_mode is None:
        return Opinion(State.UNKNOWN, "config_unseen")
    return Opinion(State.MET, "switches_set", {"mode": f"{fact.config_mode:o}"})


def judge_names_inside(fact: CompanionAccounts) -> Opinion:
    """From inside every name is seen."""
    if fact.called_admin:
        return Opinion(State.NOT_MET, "default_inside", {"count": fact.called_admin})
    if not fact.is_complete or not fact.accounts:
        return Opinion(State.UNKNOWN, "none_seen")
    return Opinion(State.MET, "other_inside", {"count": fact.accounts})
