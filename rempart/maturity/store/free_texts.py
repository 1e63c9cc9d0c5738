"""Texts of the area in which people write freely, and may name somebody."""

from rempart.maturity.store.models import AcceptedRisk, Exemption, StoredDocument

FREE_TEXTS = ((AcceptedRisk, "reason"), (Exemption, "reason"), (StoredDocument, "title"), (StoredDocument, "issuer"))
