"""What a rule about devices withholds, and from whom."""

from rempart.access.core.device_trust import DANGEROUS, Trust, withheld
from rempart.directory.core.roles import GRANTS, Permission, Role
from rempart.directory.core.standing import WHOLE, Grant, Standing

OWNER = Standing(Role.OWNER, (Grant(GRANTS[Role.OWNER], WHOLE),))
ANALYST = Standing(Role.ANALYST, (Grant(GRANTS[Role.ANALYST], WHOLE),))


def test_dangerous_rights_are_withheld_until_the_device_suffices() -> None:
    assert withheld(OWNER, Trust.KNOWN, [], Trust.UNKNOWN) == DANGEROUS
    assert withheld(OWNER, Trust.MANAGED, [], Trust.KNOWN) == DANGEROUS
    assert not withheld(OWNER, Trust.KNOWN, [], Trust.MANAGED)
    assert not withheld(OWNER, Trust.UNKNOWN, [], Trust.UNKNOWN)


def test_a_rule_for_roles_binds_them_and_everything_lent() -> None:
    assert not withheld(ANALYST, Trust.KNOWN, ["owner"], Trust.UNKNOWN)
    lent = Standing(Role.ANALYST, (*ANALYST.grants, Grant(frozenset({Permission.EXPORT_RECORD}), WHOLE, "privilege:x")))
    assert withheld(lent, Trust.KNOWN, ["owner"], Trust.UNKNOWN) == {Permission.EXPORT_RECORD}


def test_reading_is_never_withheld() -> None:
    assert Permission.READ not in DANGEROUS
    assert Permission.READ_RECORD not in DANGEROUS
