"""What every page's frame needs: who is here, in which organisation, in which language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from rempart import __version__


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template variables `tenant`, `role`, `languages`, `language`, `product_version`."""
    return {
        "tenant": getattr(request, "tenant", None),
        "role": getattr(request, "role", None),
        "languages": settings.LANGUAGES,
        "language": get_language() or "en",
        "product_version": __version__,
    }
