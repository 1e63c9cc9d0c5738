"""What an account holds in one organisation at one moment: sets of permissions, each with how far it reaches and why."""

from dataclasses import dataclass

from rempart.directory.core.roles import Permission, Role

ROLE = ""  # `via` of what the membership itself gives


@dataclass(frozen=True, slots=True)
class Reach:
    """How far: the whole organisation, or only these rows (by primary key). Nothing named and not whole = nothing."""

    is_whole: bool = False
    sites: frozenset[int] = frozenset()
    hosts: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()


WHOLE = Reach(is_whole=True)


@dataclass(frozen=True, slots=True)
class Grant:
    """`via` is empty for the role, else `privilege:UID` or `delegation:UID`: it stands in every event it makes possible."""

    permissions: frozenset[Permission]
    reach: Reach
    via: str = ROLE

    @property
    def may_decide(self) -> bool:
        """A borrowed privilege is for doing, never for letting others do: else it would outlive itself."""
        return not self.via.startswith("privilege:")


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything at once; a stranger's is empty. `role` is the lasting one."""

    role: Role | None = None
    grants: tuple[Grant, ...] = ()

    def holding(self, permission: Permission) -> tuple[Grant, ...]:
        """The grants that hold it, the role's first: what one may do anyway is no use of a privilege."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)

    def holds(self, permission: Permission) -> bool:
        """Somewhere in the organisation; which rows is another question."""
        return bool(self.holding(permission))

    def decides(self) -> frozenset[Permission]:
        """What may be given to others: held for the whole organisation, and not by a privilege."""
        held = [grant.permissions for grant in self.grants if grant.reach.is_whole and grant.may_decide]
        return frozenset().union(*held)
