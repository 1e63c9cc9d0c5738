"""What Django keeps of a session is sealed: challenges, a second factor being set up, who it is."""

import json
from typing import Any

from rempart.channel import sealed

CONTEXT = "session"


class Sealed:
    """Django's session serializer; what does not open is an empty session (Django catches it)."""

    def dumps(self, value: Any) -> bytes:
        """Sealed JSON."""
        return sealed.encrypt(json.dumps(value, separators=(",", ":")).encode(), CONTEXT)

    def loads(self, data: bytes) -> Any:
        """Raises Unreadable."""
        return json.loads(sealed.decrypt(data, CONTEXT))
