"""Where person and pseudonym meet: under the organisation's drill key, which is sealed. No page shows both at once."""

import base64
import hashlib
import hmac
import secrets

from django.db import transaction

from rempart.channel.sealed import decrypt, encrypt
from rempart.directory.store.models import Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.mail.store.drill import Campaign, DrillKey, Recipient

TOKEN_BYTES = 16  # 128 bits: not to be guessed


class Joiner:
    """The key of one organisation, opened. Raises rempart.channel.sealed.Unreadable."""

    def __init__(self, organisation: Organisation) -> None:
        row = DrillKey.objects.filter(organisation=organisation).first() or _made(organisation)
        self._key = decrypt(row.sealed, context_of(row, "sealed"))

    def pseudonym(self, person_uid: str) -> str:
        """The same in every campaign of the organisation."""
        return self._mac(f"person:{person_uid}").hex()

    def alias(self, campaign: Campaign, pseudonym: str) -> str:
        """What pages call a pseudonym: another one in each campaign, so that nobody is followed through several."""
        return self._mac(f"alias:{campaign.uid}:{pseudonym}").hex()[:8]

    def token(self, message_uid: str) -> str:
        """What stands in the links of that mail: 22 characters."""
        return base64.urlsafe_b64encode(self._mac(f"token:{message_uid}")).rstrip(b"=").decode()

    def network(self, name: str) -> str:
        """Of a network that a hit came from: the same for neighbours, and nobody finds the addresses by trying them all."""
        return self._mac(f"network:{name}").hex()

    def proof(self, domain: str) -> str:
        """What proves in DNS that a domain is this organisation's: 26 letters, made anew each time from the key."""
        return base64.b32encode(self._mac(f"domain:{domain.lower()}")).rstrip(b"=").decode().lower()

    def join(self, campaign: Campaign) -> dict[str, tuple[int, int]]:
        """By pseudonym: recipient and person, as numbers of their rows."""
        rows = Recipient.objects.filter(campaign=campaign).values_list("pk", "person", "person__uid")
        return {self.pseudonym(uid): (pk, person) for pk, person, uid in rows}

    def people(self, campaign: Campaign) -> dict[str, Recipient]:
        """By pseudonym: whom the campaign's messages are for. Only for sending, erasing, and what two people unsealed."""
        rows = Recipient.objects.filter(campaign=campaign).select_related("person", "person__account")
        return {self.pseudonym(row.person.uid): row for row in rows}

    def _mac(self, what: str) -> bytes:
        return hmac.new(self._key, what.encode(), hashlib.sha256).digest()[:TOKEN_BYTES]


def hash_of(token: str) -> str:
    """As `Message.token_hash` holds it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _made(organisation: Organisation) -> DrillKey:
    row = DrillKey(organisation=organisation)
    row.sealed = encrypt(secrets.token_bytes(32), context_of(row, "sealed"))
    with transaction.atomic():
        DrillKey.objects.bulk_create([row], ignore_conflicts=True)  # another worker may have been first
    return DrillKey.objects.get(organisation=organisation)
