"""One notice per cause: the same trouble with the same thing is one matter, however often it is reported."""

from rempart.terms.scope import Subject


def cause_of(kind: str, subject: Subject) -> str:
    """Equal for reports of the same trouble."""
    return f"{kind} {subject.kind} {subject.id}"


def ended_by(ends: tuple[str, ...], subject: Subject) -> list[str]:
    """The causes that an event of a kind with these `ends` says are over."""
    return [cause_of(kind, subject) for kind in ends]
