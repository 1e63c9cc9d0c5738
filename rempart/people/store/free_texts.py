"""Texts of the area in which people write freely, and may name somebody."""

from rempart.people.store.authoring import OwnText, OwnVersion
from rempart.people.store.house_rules import HouseText
from rempart.people.store.programme import Programme, Session

FREE_TEXTS = (
    *((Programme, name) for name in ("title", "knows", "can", "does")),
    *((HouseText, name) for name in ("title", "text", "ask", "right", "wrong_1", "wrong_2")),
    *((Session, name) for name in ("title", "about", "place", "speaker", "speaker_from")),
    (OwnText, "text"),
    (OwnVersion, "text"),
)
