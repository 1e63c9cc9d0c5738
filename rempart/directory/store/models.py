"""The shared nouns. Every row belongs to one organisation; public addresses use `uid`, never the row number."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser
from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letters that are mistaken for one another when read aloud


def new_uid() -> str:
    """Sixteen letters, about 79 bits: not to be guessed, short enough for an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


class Organisation(models.Model):
    """A tenant: one log, one fence. `uid` is also the name of its log in the ledger."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    name = models.CharField(max_length=200)
    currency = models.CharField(max_length=3, default="EUR")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the e-mail address is the sign-in name."""

    def create_user(self, email: str, password: str | None = None, **rest: Any) -> "Account":
        """An account that may do nothing until it is a member somewhere."""
        account = self.model(email=self.normalize_email(email).lower(), **rest)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Who signs in. Rights come from memberships alone; there is no superuser."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Django's own permissions are not used; ask `Membership`."""
        return False

    def has_module_perms(self, label: str) -> bool:
        """See has_perm."""
        return False


class Owned(models.Model):
    """Base of everything that belongs to one organisation."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Membership(Owned):
    """What an account may do in one organisation; an agency's people are members of each client they serve.

    A scoped membership reaches only what its scope rows name: when the last of these is gone it reaches nothing,
    never everything. After `until_ms` it is worth nothing.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    role = models.CharField(max_length=20)
    is_scoped = models.BooleanField(default=False)
    until_ms = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "account"], name="one_role_per_account")
        ]

    def __str__(self) -> str:
        return f"{self.account} as {self.role}"


class Supplier(Owned):
    """A firm the organisation depends on: host, registrar, delivery network, payment provider."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name


class Host(Owned):
    """A hosting account or server; its facts are stored once and serve all its sites."""

    name = models.CharField(max_length=200)
    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.SET_NULL)

    def __str__(self) -> str:
        return self.name


class Site(Owned):
    """What is measured. `address` is the origin and path a person typed, in its one form; `token` proves ownership.

    `origins` are server addresses behind a delivery network, named by the owner; they stay out of the ledger,
    because whoever reads a proof would learn the way around the firewall.
    """

    address = models.CharField(max_length=2_048)
    title = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(Host, null=True, blank=True, on_delete=models.SET_NULL)
    token = models.CharField(max_length=16, default=new_uid, editable=False)
    is_private = models.BooleanField(default=False)
    origins: Any = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "address"], name="one_site_per_address")
        ]

    def __str__(self) -> str:
        return self.title or self.address


class Team(Owned):
    """A group of people: a department, a shift."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Person(Owned):
    """Who learns, joins, leaves; may have an account. Purpose and retention: docs/threat-model.md."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    staff_number = models.CharField(max_length=40, blank=True)
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.SET_NULL)
    teams = models.ManyToManyField(Team, blank=True)

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A one-time way in, printed by `rempart up` to whoever holds the shell; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    until_ms = models.BigIntegerField()
    used_at_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"for {self.account}"


class Erasure(Owned):
    """Who was erased, by an id that names nobody: the list behind the page. The tombstone itself is the ledger's.

    `scope` is person, day (strangers of one day) or account.
    """

    subject = models.CharField(max_length=128)
    scope = models.CharField(max_length=12)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "subject"], name="one_erasure_per_subject")
        ]

    def __str__(self) -> str:
        return self.subject


class LegalHold(Owned):
    """What must be kept for a proceeding; set and lifted by two people. The reason may name somebody: it is kept here alone."""

    scope = models.CharField(max_length=12)
    target = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    until_ms = models.BigIntegerField()
    asked_ms = models.BigIntegerField()
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    set_ms = models.BigIntegerField(null=True)
    set_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    lift_asked_ms = models.BigIntegerField(null=True)
    lift_asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_ms = models.BigIntegerField(null=True)
    lifted_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.scope} {self.target}"
