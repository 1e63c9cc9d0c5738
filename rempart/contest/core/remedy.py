"""The closed list of what a side may change on its own site. Each is a real change; not each helps."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What is done; the target is a file, a person of the site, or a setting."""

    DELETE_FILE = "delete_file"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a word
    DELETE_PERSON = "delete_person"
    END_APP_PASSWORDS = "end_app_passwords"
    SWITCH_ON = "switch_on"
    SHOP_OFF = "shop_off"
    SHOP_ON = "shop_on"
    START_OVER = "start_over"


OF_PEOPLE = frozenset({Kind.NEW_PASSWORD, Kind.DELETE_PERSON, Kind.END_APP_PASSWORDS})
MOST = 100  # remedies of one side in one contest
TOGETHER = 5  # that wait at once
MOST_FILES = 80  # of a site's folder that are listed


def targets(kind: Kind, ground: Mapping[str, Any]) -> tuple[str, ...]:
    """What this may be done to, by what was last seen on the site."""
    if kind is Kind.DELETE_FILE:
        return tuple(ground.get("files", ()))
    if kind in OF_PEOPLE:
        return tuple(ground.get("people", ()))
    if kind is Kind.SWITCH_ON:
        return tuple(ground.get("switches", ()))
    if kind is Kind.START_OVER:
        return ("site",)
    is_on = bool(ground.get("shop", True))
    return ("shop",) if is_on is (kind is Kind.SHOP_OFF) else ()
