"""Texts of the area in which people write freely, and may name somebody."""

from rempart.lifecycle.store.models import Connection, ScimToken

FREE_TEXTS = ((ScimToken, "name"), (Connection, "title"))
