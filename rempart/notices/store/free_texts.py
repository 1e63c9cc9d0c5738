"""Texts of the area in which people write freely, and may name somebody."""

from rempart.notices.store.models import Peer, Way

FREE_TEXTS = ((Way, "name"), (Peer, "name"))
