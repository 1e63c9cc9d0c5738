"""Record the answers of the self-assessment (SELF-*, MOD-17)."""

from collections.abc import Sequence

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.facts.answer import Answer
from rempart.maturity.actions.record_claims import claim
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject


def answer_questions(actor: Account, site: Site, answers: Sequence[Answer]) -> None:
    """Only what changed should be passed; each answer is one entry. Raises ValueError when there is none."""
    if not answers:
        raise ValueError("No answer was changed; choose one and save again")
    with action(actor, site.organisation, Permission.CLAIM) as record:
        claim(
            record,
            Subject("site", site.uid),
            answers,
            evidence=EvidenceClass.STATED,
            source=f"account:{actor.uid}",
        )
