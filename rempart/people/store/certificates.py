"""Tables of certificates and badges. Purpose: that somebody can show what they did, and others can check it.

Valid for a year, kept for `CERTIFIED_DAYS` so that an older one can still be checked; once the person is erased the row
stays without them (it then names nobody), so that what was handed to others does not turn into a forgery.
"""

from typing import ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, new_uid
from rempart.directory.store.sealed_field import SealedField
from rempart.people.core.certificate import What

CERTIFIED_DAYS = 3 * 366  # from the day it was issued


class Certificate(Owned):
    """What somebody did. `name_key` stands in the holder's own link: only there the page says the name."""

    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    what = models.CharField(max_length=8, default=What.LESSONS)
    amount = models.PositiveIntegerField(default=0)
    month = models.CharField(max_length=7, blank=True)
    issued_ms = models.BigIntegerField()
    until_ms = models.BigIntegerField()
    withdrawn_ms = models.BigIntegerField(null=True)
    name_key = models.CharField(max_length=16, default=new_uid, editable=False)
    salt = models.CharField(max_length=16, default=new_uid, editable=False)
    place = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "place"], name="people_certificate_place_once")
        ]

    def __str__(self) -> str:
        return f"certificate {self.uid}"


class BadgeKey(models.Model):
    """The key that signs an organisation's badges (Ed25519); sealed like every secret of settings. `next_place` is where
    the next certificate stands in the list of those withdrawn."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    sealed = SealedField(bound_to="badge-key:{0.organisation.uid}")
    next_place = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"badge key of {self.organisation}"
