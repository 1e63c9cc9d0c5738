"""What the child behind the walls tells, a line of JSON each. The reader of these lines believes nothing but their form."""

import msgspec

from rempart.mail.core.archive.limits import MAX_PATH


class Opened(msgspec.Struct, tag="opened"):
    """An archive, or a document that is one. `within` is the one that it lies in, -1 for the file itself."""

    box: int
    within: int
    path: str
    format: str
    size: int


class Entry(msgspec.Struct, tag="entry"):
    """What the list says of one entry. `kind` is file, folder, link, hard_link or device."""

    box: int
    index: int
    path: str
    kind: str = "file"
    size: int | None = None
    target: str = ""
    is_locked: bool = False
    other_path: str | None = None  # what another list of the same archive calls it
    at: int | None = None  # where its bytes begin in a zip, and end
    until: int | None = None


class Read(msgspec.Struct, tag="read"):
    """Its content, unpacked to the end, counted and let go."""

    box: int
    index: int
    size: int
    sha256: str
    looks: str = ""
    is_whole: bool = True


class Found(msgspec.Struct, tag="found"):
    """Something in its content that `code` names."""

    box: int
    path: str
    code: str
    detail: str = ""


class Fault(msgspec.Struct, tag="fault"):
    """Reading that archive ended early."""

    box: int
    code: str
    detail: str = ""


class Closed(msgspec.Struct, tag="closed"):
    """Nothing more comes of that archive."""

    box: int


class Ended(msgspec.Struct, tag="ended"):
    """The child has done all it can."""

    format: str


Told = Opened | Entry | Read | Found | Fault | Closed | Ended


def printable(name: str, most: int = MAX_PATH) -> str:
    """Fit for JSON whatever bytes it was made of: halves of letters and bytes that are no text are written out."""
    raw = name[:most].encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "backslashreplace")
