"""A zip that is the same bytes on every machine: stored, not packed, for what packs differs from one zlib to the next."""

import io
import zipfile
from collections.abc import Mapping

OLDEST = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: no build has a date
_MODE = 0o100644 << 16
_UNIX = 3

Day = tuple[int, int, int, int, int, int]


def stored_zip(contents: Mapping[str, bytes], day: Day = OLDEST) -> bytes:
    """`contents` by their path inside, in the order in which they are to stand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, day)
            entry.external_attr, entry.create_system = _MODE, _UNIX
            archive.writestr(entry, content)
    return out.getvalue()
