"""A new password must not stand in a list of leaked ones."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rempart.access.store.breached import is_breached


class NotBreached:
    """A Django password validator."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        if is_breached(password):
            raise ValidationError(
                _("This password stands in a list of leaked ones. Choose one you use nowhere else."), code="breached"
            )

    def get_help_text(self) -> str:
        """One line beside the field."""
        return _("It must not stand in a list of leaked passwords.")
