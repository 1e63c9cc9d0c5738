"""Texts of the area in which people write freely, and may name somebody."""

from rempart.people.store.programme import Programme, Session

FREE_TEXTS = (
    *((Programme, name) for name in ("title", "knows", "can", "does")),
    *((Session, name) for name in ("title", "about", "place", "speaker", "speaker_from")),
)
