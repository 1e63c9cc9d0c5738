"""Tables of the companions. Accounts of a site are numbers and digests here; addresses and names stand sealed beside entries."""

from typing import Any, ClassVar

from django.db import models

from rempart.companion.core.states import LinkState
from rempart.directory.store.models import Owned, Site
from rempart.directory.store.sealed_field import SealedField


class Link(Owned):
    """One site's companion. `key_seed` is the hub's own key for this site alone, sealed (channel/sealed.py); `site_key`
    is the site's public one, pinned when it enrolled.

    `failures` counts turns in a row that failed; `cursor` is the last event that was fetched. `told` holds what facts
    were recorded last. `wanted` is the policy that people switched on, `held` what the companion answered to it.
    `visits_minute` is the minute of the site's clock to ask for next; from `visits_from_ms` to before `visits_until_ms` we
    know of every request that it counted.
    """

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    home = models.CharField(max_length=2_048)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in LinkState])
    trouble = models.CharField(max_length=40, blank=True)
    door = models.PositiveSmallIntegerField(default=0)
    key_seed = SealedField(bound_to="companion-link:{0.uid}", default=b"")
    key_id = models.CharField(max_length=16, blank=True)
    site_key = models.CharField(max_length=64, blank=True)
    connected_at_ms = models.BigIntegerField(null=True)
    last_ok_ms = models.BigIntegerField(null=True)
    changed_at_ms = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    clock_off_s = models.BigIntegerField(default=0)
    next_at_ms = models.BigIntegerField(default=0, db_index=True)
    look_at_ms = models.BigIntegerField(default=0)
    lease_until_ms = models.BigIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    last_event_ms = models.BigIntegerField(null=True)
    gaps: Any = models.JSONField(default=list)
    groups: Any = models.JSONField(default=list)
    hello: Any = models.JSONField(default=dict)
    inventory: Any = models.JSONField(default=dict)
    settings: Any = models.JSONField(default=dict)
    looked_at_ms = models.BigIntegerField(null=True)
    told: Any = models.JSONField(default=dict)
    wanted: Any = models.JSONField(default=dict)
    held: Any = models.JSONField(default=dict)
    visits_minute = models.BigIntegerField(default=0)
    visits_from_ms = models.BigIntegerField(default=0)
    visits_until_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"companion of {self.site}"


class SiteUser(models.Model):
    """Somebody who may change what others see on a site. `login` is a digest under this site's key."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="users")
    number = models.BigIntegerField()
    login = models.CharField(max_length=64)
    roles: Any = models.JSONField(default=list)
    runs_site = models.BooleanField(default=False)
    factors: Any = models.JSONField(default=list)
    application_passwords = models.PositiveIntegerField(default=0)
    last_signin_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["link", "number"], name="one_row_per_site_user")
        ]

    def __str__(self) -> str:
        return f"account {self.number} of {self.link}"


class Minute(models.Model):
    """Requests of one minute that reached a site's PHP, by our clock; kept for a day."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="minutes")
    start_ms = models.BigIntegerField()
    hits = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["link", "start_ms"], name="one_row_per_minute")
        ]

    def __str__(self) -> str:
        return f"{self.hits} of {self.link}"
