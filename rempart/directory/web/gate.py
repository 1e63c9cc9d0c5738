"""What somebody at a site has to allow before anything is written there, as pages and the API show it."""

from collections.abc import Callable
from dataclasses import dataclass

from rempart.channel.source import Opening, Trouble
from rempart.directory.web.unit_words import words


@dataclass(frozen=True, slots=True)
class Gate:
    """`opening` None: nothing is asked there, or it did not answer."""

    is_asked: bool = False
    opening: Opening | None = None
    says: tuple[str, ...] = ()

    @property
    def is_shut(self) -> bool:
        """It would be in vain now. A site that does not answer may be back in a moment."""
        return self.opening is not None and not self.opening.is_open


def gate(ask: Callable[[], Opening | None]) -> Gate:
    """`ask` goes to the site now: None where nothing has to be allowed; raises Trouble where it is silent."""
    try:
        found = ask()
    except Trouble:
        return Gate(is_asked=True)
    return Gate() if found is None else Gate(True, found, tuple(words(one) for one in found.says))
