"""Tables of mail, each part in a file of its own; Django finds them here by name."""

from rempart.mail.store.drill import (
    Campaign,
    Departed,
    DrillKey,
    Message,
    OwnTemplate,
    PastCampaign,
    Profile,
    Recipient,
)

__all__ = ["Campaign", "Departed", "DrillKey", "Message", "OwnTemplate", "PastCampaign", "Profile", "Recipient"]
