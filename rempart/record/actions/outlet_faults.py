"""What is wrong with the settings of an outlet, before anything is kept: for the page and for the API alike."""

from collections.abc import Mapping

from rempart.channel.outbound import Barred, place_of
from rempart.record.core import settings
from rempart.record.core.outlet import Outlet as Unit


def faults_of(unit: Unit, values: Mapping[str, str]) -> dict[str, str]:
    """By setting, a code: those of core/settings.py, and bad_url."""
    found = settings.faults(unit.settings, values)
    if values.get("url") and "url" in unit.settings and "url" not in found:
        try:
            place_of(values["url"])
        except Barred:
            found["url"] = "bad_url"
    return found
