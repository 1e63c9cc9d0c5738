"""Texts of the directory in which people write freely, and may name somebody."""

from rempart.directory.store.models import LegalHold, Site, Supplier
from rempart.directory.store.rights import Approval
from rempart.directory.store.tokens import ApiToken

FREE_TEXTS = ((Approval, "reason"), (LegalHold, "reason"), (ApiToken, "name"), (Site, "title"), (Supplier, "name"))
