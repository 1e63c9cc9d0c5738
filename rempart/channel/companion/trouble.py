"""What can go wrong between the hub and a companion, each with its own answer to "and now?"."""


class CompanionTrouble(Exception):
    """Any of those below; `word` is one word for tables and for the sentence that is shown."""

    def __init__(self, word: str, detail: str = "") -> None:
        super().__init__(f"{word}: {detail}" if detail else word)
        self.word, self.detail = word, detail


class Refused(CompanionTrouble):
    """The companion said no. Unsigned it is `refused` and never says why; signed it names the fault, as `changed`."""

    def __init__(self, word: str, detail: str = "", *, is_signed: bool = False) -> None:
        super().__init__(word, detail)
        self.is_signed = is_signed


class Lying(CompanionTrouble):
    """What came is not what the pinned key signed, or contradicts itself. Never used, and told to a person."""


class Unreached(CompanionTrouble):
    """No companion answered: no connection, or something else on the way did. Trying later may help."""


class TooLong(CompanionTrouble):
    """More bytes, or more pieces, than anybody said there would be."""
