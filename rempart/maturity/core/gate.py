"""Which class of evidence may pass a gate (design: evidence and level). It decides of positives only."""

from rempart.facts.document import Document
from rempart.maturity.core.control import Control
from rempart.terms.evidence import EvidenceClass, Proof, Vantage
from rempart.terms.level import Level


def suffices(control: Control, evidence: EvidenceClass, vantage: Vantage) -> bool:
    """Is a positive of a sensor good enough for this control?"""
    if control.outside and vantage is Vantage.SAME_HOST:
        return False
    if evidence is EvidenceClass.EXERCISED:
        return True
    if evidence is EvidenceClass.OBSERVED:
        return control.level < Level.FIVE or not control.exercise_exists
    return evidence is EvidenceClass.CONFIGURED and control.level <= Level.TWO


def is_reviewed(document: Document) -> bool:
    """By someone who did not issue it. The host issues its own papers, so a lone owner may review them."""
    return document.reviewer is not None and document.reviewer != document.author


def document_suffices(control: Control, document: Document, vantage: Vantage) -> bool:
    """A reviewed document passes only where the control's proof names documents."""
    if control.outside and vantage is Vantage.SAME_HOST:
        return False
    return Proof.DOCUMENT in control.proof and is_reviewed(document) and document.shows is True
