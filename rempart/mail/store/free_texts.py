"""Texts of the area in which people write freely, and may name somebody."""

from rempart.mail.store.drill import Campaign, OwnTemplate, PastCampaign, Profile

FREE_TEXTS = (
    (Campaign, "name"), (Campaign, "purpose"), (Campaign, "notice_reference"), (Campaign, "consulted_who"),
    (Campaign, "consulted_reference"), (Campaign, "sender_name"), (OwnTemplate, "name"), (PastCampaign, "name"),
    (Profile, "name"), (Profile, "from_name"),
)  # fmt: skip
