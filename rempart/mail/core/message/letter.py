"""What a mail is made of, once it is taken apart."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Part:
    """One piece that holds no others. `body` is decoded, and cut where the limits cut; `size` and `sha256` are whole."""

    kind: str = "text/plain"
    name: str = ""
    charset: str = ""
    disposition: str = ""
    body: bytes = b""
    size: int = 0
    sha256: str = ""
    is_cut: bool = False
    carries: tuple[
        tuple[str, str], ...
    ] = ()  # address and place (`qr`, `pdf`) found behind walls in a picture or a PDF
    unread: str = ""  # why it could not be read there

    @property
    def is_mail(self) -> bool:
        """Another mail, whole, behind an encoding or under the name of a file."""
        return self.kind in ("message/rfc822", "message/global") or self.name.lower().endswith(".eml")

    @property
    def is_read(self) -> bool:
        """Shown to a person as the letter itself."""
        return self.kind in ("text/plain", "text/html") and self.disposition != "attachment" and not self.name


@dataclass(slots=True)
class Letter:
    """One message. `headers` in their order, names in lower case, values unfolded, bytes as Latin-1 letters."""

    headers: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    letters: "list[Letter]" = field(default_factory=list)  # mails attached to it, at any depth
    faults: set[str] = field(default_factory=set)
    name: str = ""  # of the part in which it hangs on another
    begins: int = 0  # bytes of the whole message before it, where it stands there as it is
    ends: int = 0
    held: bytes = b""  # the mail itself, where an encoding lay around it
    is_inline: bool = False  # cut out of the text of a forward: its headers are what a person's program wrote

    def all(self, name: str) -> Iterator[str]:
        """Values of that header."""
        return (value for key, value in self.headers if key == name)

    def source(self, whole: bytes) -> bytes:
        """Of a mail that hangs on the message `whole`: its own bytes. The line end before a boundary is the boundary's."""
        return self.held or whole[self.begins : self.ends].removesuffix(b"\n").removesuffix(b"\r")

    def first(self, name: str) -> str:
        """The topmost one, or nothing."""
        return next(self.all(name), "")


@dataclass(frozen=True, slots=True)
class Address:
    """Of a header: `name` as it is shown, `host` and `address` in lower case."""

    name: str = ""
    address: str = ""

    @property
    def host(self) -> str:
        return self.address.rpartition("@")[2]
