"""A column of bytes sealed under the key of settings: found by walking the models, so that a new key reaches all of them."""

from typing import Any

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """`bound_to` is what the value is bound to (channel/sealed.py), with the row as `{0}`: `outlet:{0.uid}`.

    For migrations it is a plain column of bytes.
    """

    def __init__(self, *args: Any, bound_to: str = "", **named: Any) -> None:
        super().__init__(*args, **named)
        self.bound_to = bound_to

    def deconstruct(self) -> Any:
        """As the plain column that it is in the database."""
        name, _path, args, named = super().deconstruct()
        return name, "django.db.models.BinaryField", args, named

    def context(self, row: models.Model) -> str:
        """What this row's value is bound to."""
        return self.bound_to.format(row)


def context_of(row: models.Model, name: str) -> str:
    """What the value in that column of the row is bound to; the row need not be saved yet."""
    field = row._meta.get_field(name)
    assert isinstance(field, SealedField)
    return field.context(row)
