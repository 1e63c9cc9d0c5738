"""Passwords of the mail servers that drills go out by."""

from functools import partial

from rempart.directory.core.credential import HeldCredential
from rempart.directory.store.models import Organisation
from rempart.mail.store.drill import Profile
from rempart.mail.store.profiles import unseal


def held(organisation: Organisation) -> list[HeldCredential]:
    """Of those that sign in. When it was set is not noted."""
    rows = Profile.objects.filter(organisation=organisation).exclude(username="")
    return [HeldCredential("mail", row.uid, row.name, None, opened=partial(_opened, row)) for row in rows]


def _opened(row: Profile) -> str:
    return unseal(row)[0]
