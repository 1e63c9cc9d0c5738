"""API tokens, and the answers kept so that a repeated call is not carried out twice."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Owned


class ApiToken(Owned):
    """A program's key. It acts as its account, within `permissions`; only the secret's digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=12)  # of the secret, so that a person knows which one it is
    permissions: Any = models.JSONField(default=list)
    expires_at_ms = models.BigIntegerField()
    last_used_ms = models.BigIntegerField(null=True)
    ended_at_ms = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class ApiReply(models.Model):
    """What was answered to a call with an idempotency key; written in the transaction of the call itself."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE)
    key = models.CharField(max_length=64)
    request = models.CharField(max_length=64)  # SHA-256 over method, path and body
    status = models.IntegerField(default=0)
    body = models.TextField(blank=True)
    at_ms = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key"], name="one_reply_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.status} to {self.key}"
