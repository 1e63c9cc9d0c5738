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
from rempart.mail.store.hits import Figures, Hit, HitSegment, Networks
from rempart.mail.store.intake import Intake
from rempart.mail.store.reports import Cluster, DrillReport, Mailbox, Report, ReportKey, Thanks

__all__ = ["Campaign", "Departed", "DrillKey", "Message", "OwnTemplate", "PastCampaign", "Profile", "Recipient"]
__all__ += ["Figures", "Hit", "HitSegment", "Networks"]
__all__ += ["Cluster", "DrillReport", "Mailbox", "Report", "ReportKey", "Thanks"]
__all__ += ["Intake"]
