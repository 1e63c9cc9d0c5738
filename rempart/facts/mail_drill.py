"""What became of the mails of one mail drill (AWR-15)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class MailDrill(Fact, frozen=True, kw_only=True):
    """Told when a drill has ended, in counts of mails. `planned` is all of them; `withdrawn` those of people who had left."""

    kind: ClassVar[str] = "mail.drill"

    planned: int
    accepted: int
    refused: int
    unknown: int
    withdrawn: int
