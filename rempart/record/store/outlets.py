"""Outlets by what they hold and what they let through."""

import json
from dataclasses import asdict

from rempart.channel.sealed import decrypt, encrypt
from rempart.directory.store.sealed_field import context_of
from rempart.events.catalogue import catalogue
from rempart.record.core.held import Held
from rempart.record.store.models import Outlet


def seal(uid: str, held: Held) -> bytes:
    """For the column `sealed`."""
    return encrypt(json.dumps(asdict(held)).encode(), place_of(uid))


def unseal(outlet: Outlet) -> Held:
    """Raises rempart.channel.sealed.Unreadable when the key file is another one."""
    return Held(**json.loads(decrypt(bytes(outlet.sealed), place_of(outlet.uid))))


def kinds_let_through(outlet: Outlet) -> list[str]:
    """Names of the kinds an outlet sends; empty means all, also those a newer release wrote."""
    areas = [area for area in outlet.areas.split(",") if area]
    if not areas and not outlet.least_severity:
        return []
    return [
        name
        for name, kind in catalogue().items()
        if kind.severity >= outlet.least_severity and (not areas or name.split(".")[0] in areas)
    ] or ["none.of.these"]


def place_of(uid: str) -> str:
    """What its settings are bound to."""
    return context_of(Outlet(uid=uid), "sealed")
