"""A member registers a device of theirs and gets a certificate for it."""

import secrets
from typing import NamedTuple

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate

from rempart.access.actions.revoke_device import end_certificates
from rempart.access.core.device_certificate import LEAF_DAYS, Leaf, fingerprint, make_leaf, new_key
from rempart.access.store.device_ca import authority
from rempart.access.store.devices import Device, DeviceCertificate
from rempart.directory.actions.action import now_ms, own_action
from rempart.directory.store.models import ALPHABET, Account, Organisation
from rempart.events import devices as events
from rempart.terms.scope import Subject

KINDS = ("computer", "phone", "tablet", "other")
DEVICES_MAX = 20  # of one member; more are forgotten ones
SECRET_LETTERS = 20  # about 99 bits over the wrapping of the key


class TooMany(ValueError):
    """The member has as many devices as one may."""


class Gone(ValueError):
    """The device was revoked; it gets no certificate any more."""


class Bundle(NamedTuple):
    """Key and certificate for a browser or a system's key store (PKCS#12), and what opens it; neither is kept."""

    data: bytes
    secret: str


def register_device(actor: Account, organisation: Organisation, name: str, kind: str) -> Device:
    """Trusted as unknown until somebody who manages devices says otherwise. Raises TooMany, ValueError."""
    if kind not in KINDS or not name.strip():
        raise ValueError("A device has a name and one of the kinds.")
    with own_action(actor, organisation) as record:
        if Device.objects.filter(organisation=organisation, account=actor, revoked_ms=None).count() >= DEVICES_MAX:
            raise TooMany
        device = Device.objects.create(
            organisation=organisation, account=actor, name=name.strip()[:100], kind=kind, registered_ms=now_ms()
        )
        record.event(events.DEVICE_REGISTERED, Subject("device", device.uid), {"kind": kind})
    return device


def certify(actor: Account, device: Device, public: Leaf) -> bytes:
    """A certificate (PEM) for a key that the device made itself; ends the ones before. Raises Gone."""
    return _certified(actor, device, public).public_bytes(serialization.Encoding.PEM)


def certify_with_key(actor: Account, device: Device) -> Bundle:
    """As `certify`, with a key made here and handed over at once. Raises Gone."""
    key = new_key()
    leaf = _certified(actor, device, key.public_key())
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS))
    sealing = serialization.BestAvailableEncryption(secret.encode())
    data = pkcs12.serialize_key_and_certificates(device.uid.encode(), key, leaf, [authority().root], sealing)
    return Bundle(data, secret)


def _certified(actor: Account, device: Device, public: Leaf) -> Certificate:
    with own_action(actor, device.organisation) as record:
        live = Device.objects.filter(pk=device.pk, account=actor, revoked_ms=None)
        if not live.exists():
            raise Gone
        moment = now_ms()
        leaf = make_leaf(authority(), public, device.uid, moment)
        end_certificates(device, moment)
        DeviceCertificate.objects.create(
            device=device,
            fingerprint=fingerprint(leaf),
            serial=str(leaf.serial_number),
            made_ms=moment,
            until_ms=int(leaf.not_valid_after_utc.timestamp()) * 1000,
        )
        record.event(events.DEVICE_CERTIFIED, Subject("device", device.uid), {"days": LEAF_DAYS})
    return leaf
