"""Rows of signing in. Purpose and retention of each: docs/threat-model.md."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, Person, new_uid
from rempart.directory.store.sealed_field import SealedField


class KnownBrowser(models.Model):
    """A browser an account has signed in from: the digest of its cookie, and what it is, coarsely."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    family = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2, blank=True)
    first_seen_ms = models.BigIntegerField()
    last_seen_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "digest"], name="one_row_per_browser")
        ]

    def __str__(self) -> str:
        return f"{self.family} on {self.system}"


class SignIn(models.Model):
    """One session from sign-in to its end. `digest` binds it to the browser's cookie; empty until the first answer."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    session_key = models.CharField(max_length=40, db_index=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    family = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=2, blank=True)
    way = models.CharField(max_length=60)
    started_ms = models.BigIntegerField()
    seen_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    why_ended = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.account} since {self.started_ms}"


class FailureWindow(models.Model):
    """Failed sign-ins of one account, or from one address at no known account, in ten minutes."""

    key = models.CharField(max_length=64)
    from_ms = models.BigIntegerField()
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "from_ms"], name="one_window_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.count} since {self.from_ms}"


class Letter(models.Model):
    """A mail to be sent by the worker. The address is read when it is sent; `values` hold no personal field."""

    kind = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    language = models.CharField(max_length=10, blank=True)
    values: Any = models.JSONField(default=dict)
    made_ms = models.BigIntegerField()
    next_ms = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.kind


class LearnerCode(models.Model):
    """A one-time code somebody asked for. `asked_by` is the digest of the asking browser: no other may use it.

    Unknown numbers and doors leave a row as well (`person` empty), so that asking takes the same steps for everybody.
    """

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    nonce = models.CharField(max_length=64)
    asked_by = models.CharField(max_length=64, unique=True)
    made_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"until {self.until_ms}"


class SignInRule(models.Model):
    """What an organisation asks for beyond the rules of the house, and the short code of its learners' door."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    code = models.CharField(max_length=20, unique=True)
    also_demanded: Any = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.code


class Provider(Owned):
    """An identity provider of one organisation. `secret` is sealed; `settings` are public addresses and certificates."""

    OIDC, SAML = "openid_connect", "saml"

    kind = models.CharField(max_length=20, choices=[(OIDC, OIDC), (SAML, SAML)])
    name = models.CharField(max_length=40)
    client_id = models.CharField(max_length=191)
    secret = SealedField(bound_to="provider:{0.uid}", default=b"", blank=True)
    secret_set_ms = models.BigIntegerField(null=True)
    settings: Any = models.JSONField(default=dict)
    is_on = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class UsedAssertion(models.Model):
    """The id of a SAML response or assertion that was accepted: a second one is a replay. Kept until it is void."""

    digest = models.CharField(max_length=64, unique=True)
    until_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return self.digest


class CacheRow(models.Model):
    """Django's database cache: limits of tries and used second-factor codes hold across processes and restarts."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_cache"

    def __str__(self) -> str:
        return self.cache_key
