"""ArcSight's Common Event Format, version 0: seven header fields and an extension, each with its own escaping."""

from rempart.record.core.item import Item
from rempart.record.core.syslog import plain
from rempart.terms.severity import Severity

LEVELS = {Severity.NONE: 1, Severity.NOTICE: 3, Severity.WARNING: 7, Severity.CRITICAL: 10}
MAX_NAME = 512  # characters of the event's name (dictionary of the format)
MAX_VALUE = 1023  # characters of most extension values


def head(text: str) -> str:
    """A header field: backslash and pipe escaped, no line end possible."""
    return plain(text).replace("\\", "\\\\").replace("|", "\\|")


def value(text: str) -> str:
    """An extension value: backslash and equals sign escaped; line ends written as \\n and \\r."""
    kept = text[:MAX_VALUE].replace("\\", "\\\\").replace("=", "\\=")
    return plain(kept.replace("\r", "\\r").replace("\n", "\\n"))


def record(item: Item, version: str) -> str:
    """`CEF:0|Rempart|Rempart|version|kind|sentence|severity|extension`."""
    fields = ["CEF:0", "Rempart", "Rempart", head(version), head(item.kind), head(item.sentence[:MAX_NAME])]
    return "|".join([*fields, str(LEVELS[item.severity]), extension(item)])


def extension(item: Item) -> str:
    """Keys of the format's dictionary; what has none goes into a labelled custom string."""
    pairs = {
        "rt": str(item.at_ms), "externalId": item.uid, "cat": item.kind.split(".")[0], "act": item.kind.split(".")[-1],
        "suid": item.actor, "duid": item.subject_id, "msg": item.sentence,
        "cs1": item.hash, "cs1Label": "entryHash", "cs2": item.log, "cs2Label": "log",
        "cs3": item.subject_kind, "cs3Label": "subjectKind", "cn1": str(item.index), "cn1Label": "entryIndex",
    }  # fmt: skip
    return " ".join(f"{key}={value(text)}" for key, text in pairs.items())
