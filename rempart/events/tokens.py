"""What API tokens write."""

from rempart.events.kind import EventKind
from rempart.terms.severity import Severity

TOKEN_MADE = EventKind(
    "access.token.made",
    "An API token was made for {days} days",
    "Un jeton d’API a été créé pour {days} jours",
    "已创建 API 令牌，有效期 {days} 天",
    severity=Severity.NOTICE,
)
TOKEN_ENDED = EventKind("access.token.ended", "An API token was ended", "Un jeton d’API a été fermé", "API 令牌已停用")
