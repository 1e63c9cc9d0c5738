"""What the domain of a sender says in DNS, judged: proof that it is ours, SPF, DKIM and DMARC."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

PROOF = "rempart-drill="
MAX_RECORDS = 100  # of one answer that are read


class Wrong(StrEnum):
    """What keeps a campaign from a start."""

    UNREACHED = "unreached"  # the name servers did not answer
    NOT_PROVEN = "not_proven"
    NO_SPF = "no_spf"
    TWO_SPF = "two_spf"
    NO_DKIM = "no_dkim"
    OTHER_DKIM = "other_dkim"
    NO_SELECTOR = "no_selector"
    NO_DMARC = "no_dmarc"


@dataclass(frozen=True, slots=True)
class Seen:
    """TXT records, as they were found; `dmarc_above` those of the domain above (RFC 7489, section 6.6.3)."""

    own: Sequence[str]
    dkim: Sequence[str]
    dmarc: Sequence[str]
    dmarc_above: Sequence[str] = ()


def judge(seen: Seen, proof: str, selector: str, public: str) -> list[Wrong]:
    """Everything that is missing. `public` is our key's, empty where the mail server signs with its own."""
    wrong = [] if PROOF + proof in [one.strip() for one in seen.own[:MAX_RECORDS]] else [Wrong.NOT_PROVEN]
    spf = [one for one in seen.own[:MAX_RECORDS] if one.lower() == "v=spf1" or one.lower().startswith("v=spf1 ")]
    if len(spf) != 1:
        wrong.append(Wrong.TWO_SPF if spf else Wrong.NO_SPF)
    wrong += _dkim(seen.dkim, selector, public)
    if not any(_tags(one).get("v", "").upper() == "DMARC1" for one in [*seen.dmarc, *seen.dmarc_above][:MAX_RECORDS]):
        wrong.append(Wrong.NO_DMARC)
    return wrong


def _dkim(records: Sequence[str], selector: str, public: str) -> list[Wrong]:
    if not selector:
        return [Wrong.NO_SELECTOR]
    keys = [key for one in records[:MAX_RECORDS] if (key := "".join(_tags(one).get("p", "").split()))]
    if not keys:
        return [Wrong.NO_DKIM]
    return [Wrong.OTHER_DKIM] if public and public not in keys else []


def _tags(record: str) -> dict[str, str]:
    pairs = [one.partition("=") for one in record.split(";")]
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}
