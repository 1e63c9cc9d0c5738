"""A person as the identity system describes them, in the words of our tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """What the identity system says of a person, in the words of our tables."""

    user_name: str
    name: str
    email: str
    staff_number: str
    external_id: str
    given_name: str
    family_name: str
    formatted: str
    display_name: str
    emails: tuple[tuple[str, str, bool | None], ...]
    is_active: bool | None


@dataclass(frozen=True, slots=True)
class BadProfile(ValueError):
    """A value that our tables cannot keep; `attribute` and `reason` go back to the identity system."""

    attribute: str
    reason: str
