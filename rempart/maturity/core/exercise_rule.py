"""What drills that were held say, for the two controls that ask. A drill held elsewhere is shown by a document."""

from rempart.facts.exercises import Exercises
from rempart.maturity.core.control import Opinion
from rempart.terms.state import State

OTHERS = frozenset({"shared_drive", "cloud_folder", "red_blue", "usb", "phone", "sms", "payment_voice"})
ASKED = 2  # kinds a year (AWR-05)
FRESH_DAYS = 180  # SOC-03


def judge_others(fact: Exercises) -> Opinion:
    """Step 3: two kinds beside mail within the year."""
    kinds = len(OTHERS.intersection(fact.kinds))
    if not kinds:
        return Opinion(State.UNKNOWN, "none_here")
    values: dict[str, int | str] = {"kinds": kinds, "asked": ASKED, "people": fact.people}
    return Opinion(State.MET, "enough", values) if kinds >= ASKED else Opinion(State.PARTIAL, "one_kind", values)


def judge_process(fact: Exercises) -> Opinion:
    """Step 4: the process for incidents was played through with the host, and left a list."""
    if fact.table_top_days is None:
        return Opinion(State.UNKNOWN, "none_here")
    values: dict[str, int | str] = {"days": fact.table_top_days, "better": fact.table_top_better}
    if fact.table_top_days > FRESH_DAYS:
        return Opinion(State.PARTIAL, "long_ago", values)
    return Opinion(State.MET, "lately", values) if fact.table_top_better else Opinion(State.PARTIAL, "no_list", values)
