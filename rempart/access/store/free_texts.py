"""Texts of the area in which people write freely, and may name somebody."""

from rempart.access.store.break_glass import SealedAccess
from rempart.access.store.service_accounts import CredentialCause, ServiceAccount

FREE_TEXTS = (
    (ServiceAccount, "purpose"), (ServiceAccount, "place"), (ServiceAccount, "answerable_text"),
    (CredentialCause, "name"), (CredentialCause, "also"), (SealedAccess, "review"),
)  # fmt: skip
