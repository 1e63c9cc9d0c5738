"""Record the answers of the self-assessment (SELF-*, MOD-17)."""

from collections.abc import Sequence

from rempart.directory.actions.action import action, system_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Site
from rempart.facts.answer import Answer
from rempart.maturity.actions.record_claims import claim
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject


def answer_questions(actor: Account | None, site: Site, answers: Sequence[Answer]) -> None:
    """Only what changed should be passed; each answer is one entry. `actor` None = the command line's own user.

    Raises ValueError when there is none.
    """
    if not answers:
        raise ValueError("No answer was changed; choose one and save again")
    organisation = site.organisation
    with (
        system_action(organisation) if actor is None else action(actor, organisation, Permission.CLAIM, site) as record
    ):
        claim(
            record,
            Subject("site", site.uid),
            answers,
            evidence=EvidenceClass.STATED,
            source="command-line" if actor is None else f"account:{actor.uid}",
        )
