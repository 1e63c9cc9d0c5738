"""The address for which reports are taken by SMTP. Purpose: to take in what people send on.

No person stands here; kept until somebody ends it. Networks are of the organisation's own mail servers.
"""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Owned


class Intake(Owned):
    """`address` in lower case. From `networks` mails come without a key: their server vouches for senders, under
    `authserv_id`, as with the mailbox. From elsewhere only whoever shows a key of theirs is heard."""

    address = models.CharField(max_length=254, unique=True)
    networks: Any = models.JSONField(default=list)
    authserv_id = models.CharField(max_length=253, blank=True)
    own_hops = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation"], name="mail_intake_once")
        ]

    def __str__(self) -> str:
        return self.address
