"""Money as whole minor units with its currency (contracts: `{amount_minor, currency}`)."""

import msgspec


class Money(msgspec.Struct, frozen=True, order=True):
    """`amount_minor` in the currency's smallest unit (cents for EUR); `currency` by ISO 4217."""

    amount_minor: int
    currency: str
