"""From a SCIM user to what is kept of a person; values that would harm a table or a page are refused."""

from typing import Any

from scim2_models import Resource

from rempart.directory.core.csv_table import plain_fault
from rempart.lifecycle.core.profile import BadProfile, Profile
from rempart.lifecycle.core.scim_forms import EnterpriseUser, User

MAX_TEXT = 254
MAX_NAME = 200
MAX_NUMBER = 40
MAX_EMAILS = 10


def profile_of(user: Resource[Any]) -> Profile:
    """Raises BadProfile."""
    assert isinstance(user, User)
    number = (user[EnterpriseUser] or EnterpriseUser()).employee_number or ""
    name = user.name
    given, family = (name and name.given_name) or "", (name and name.family_name) or ""
    formatted, shown = (name and name.formatted) or "", user.display_name or ""
    emails = tuple((str(email.value or ""), email.type or "", email.primary) for email in user.emails or [])
    if len(emails) > MAX_EMAILS:
        raise BadProfile("emails", f"at most {MAX_EMAILS}")
    profile = Profile(
        user_name=user.user_name or "",
        name=shown or formatted or f"{given} {family}".strip() or user.user_name or "",
        email=_main(emails),
        staff_number=number,
        external_id=user.external_id or "",
        given_name=given,
        family_name=family,
        formatted=formatted,
        display_name=shown,
        emails=emails,
        is_active=user.active,
    )
    _check(profile)
    return profile


def _main(emails: tuple[tuple[str, str, bool | None], ...]) -> str:
    best = sorted(emails, key=lambda email: (email[2] is not True, email[1] != "work"))
    return best[0][0].lower() if best else ""


def _check(profile: Profile) -> None:
    if not profile.user_name.strip():
        raise BadProfile("userName", "must not be empty")
    limits = {
        "userName": (profile.user_name, MAX_TEXT),
        "displayName": (profile.name, MAX_NAME),
        "employeeNumber": (profile.staff_number, MAX_NUMBER),
        "externalId": (profile.external_id, MAX_TEXT),
        "name.givenName": (profile.given_name, MAX_TEXT),
        "name.familyName": (profile.family_name, MAX_TEXT),
        "name.formatted": (profile.formatted, MAX_TEXT),
    }
    for attribute, (text, most) in limits.items():
        _plain(attribute, text, most)
    for value, kind, _ in profile.emails:
        _plain("emails.value", value, MAX_TEXT)
        _plain("emails.type", kind, MAX_NUMBER)


def _plain(attribute: str, text: str, most: int) -> None:
    fault = plain_fault(text, most)
    if fault:
        said = {"too_long": f"has more than {most} characters", "formula": "begins like a formula"}
        raise BadProfile(attribute, said.get(fault, "holds control characters"))
