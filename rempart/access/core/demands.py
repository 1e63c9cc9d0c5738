"""Which roles must have a second factor. An organisation may demand it of more roles, never of fewer."""

from collections.abc import Collection

from rempart.directory.core.roles import Permission, Role, allows

# Roles that read no more than their own lessons. Everyone else sees where an organisation is weak, or may change it.
FREE = frozenset({Role.LEARNER})


def is_demanded(role: Role | None, also: Collection[str] = ()) -> bool:
    """Must a member of that role have a second factor? A role that may do anything at all must, also one added later."""
    if role is None:
        return False
    if role.value in also:
        return True
    return role not in FREE or any(allows(role, permission) for permission in Permission)


def may_be_added() -> list[Role]:
    """Roles that an organisation may still demand it of."""
    return [role for role in Role if not is_demanded(role)]
