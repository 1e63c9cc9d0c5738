"""The moment of a line in an access log: common and combined format of Apache and nginx. Nothing else of it is kept."""

import re
from datetime import datetime

LINE_MAX = 65_536  # a longer line is no request a server would have taken
_MOMENT = re.compile(rb"\[(\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\]")
_MONTHS = {name: n for n, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


def moment_ms(line: bytes) -> int | None:
    """None for a line that is none. The first bracketed moment counts: whoever asks cannot write before it."""
    found = _MOMENT.search(line[:512])
    if found is None:
        return None
    text = found[1]
    month = _MONTHS.get(text[3:6])
    if month is None:
        return None
    day = f"{text[7:11].decode()}-{month:02d}-{text[:2].decode()}T{text[12:20].decode()}{text[21:24].decode()}:{text[24:].decode()}"
    try:
        return round(datetime.fromisoformat(day).timestamp() * 1_000)
    except (ValueError, OverflowError):
        return None
