"""Takes a mail apart line by line: no recursion, no part held whole, an end to everything."""

import io
import re
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from rempart.mail.core.message.decoding import header, text
from rempart.mail.core.message.letter import Letter, Part
from rempart.mail.core.message.limits import (
    MAX_DEPTH,
    MAX_HEADER,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    MAX_KEPT_ALL,
    MAX_LETTERS,
    MAX_LINE,
    MAX_MESSAGE,
    MAX_PARTS,
)
from rempart.mail.core.message.sink import Sink

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_WORDS = re.compile(r';\s*([\w*-]{1,40})\s*=\s*("(?:[^"\\]|\\.){0,2000}"|[^;\s"]{1,2000})', re.DOTALL)


class _Parser:
    def __init__(self) -> None:
        self.top = self.letter = Letter()
        self.boundaries: list[tuple[bytes, Letter]] = []
        self.marks: set[bytes] = set()  # lines that are one of them: most that begin alike are not
        self.depth = self.count = 0
        self.kept = [0]
        self.at = self.next = self.body_at = 0  # bytes before this line, the one after it, the body that begins
        self.inside: list[Letter] = []  # mails that have begun and not ended
        self.sink: Sink | None = None
        self.in_head = True
        self._new_head()

    def _new_head(self) -> None:
        self.fields: list[bytearray] = []
        self.head_bytes = 0
        self.in_head = True

    def line(self, line: bytes, is_start: bool) -> None:
        """A line, or the next piece of one that is too long."""
        if is_start and line[:2] == b"--" and self.boundaries and self._boundary(line.rstrip()):
            return
        if self.in_head:
            self._head(line, is_start)
        elif self.sink is not None:
            self.sink.feed(line)

    def _boundary(self, line: bytes) -> bool:
        if line not in self.marks:
            return False
        for level in range(len(self.boundaries) - 1, -1, -1):
            mark, letter = self.boundaries[level]
            if line not in (mark, mark + b"--"):
                continue
            self.close()
            self.leave(letter)
            is_end = line != mark
            self._cut(level + (0 if is_end else 1))
            if not is_end:
                self._new_head()
            return True
        return False

    def _cut(self, level: int) -> None:
        """No more than so many parts are open; seldom less than before, so that the marks are seldom gathered anew."""
        if level < len(self.boundaries):
            del self.boundaries[level:]
            self.marks = {one for mark, _ in self.boundaries for one in (mark, mark + b"--")}

    def leave(self, letter: Letter) -> None:
        """Back in that mail: those within it are over."""
        while self.inside and self.inside[-1] is not letter:
            self.inside.pop().ends = self.at
        self.letter = letter

    def _head(self, line: bytes, is_start: bool) -> None:
        bare = line.rstrip(b"\r\n")
        if is_start and not bare:
            self.body_at = self.next
            self._body()
            return
        if is_start and bare[:1] not in b" \t" and not _FIELD.match(bare):
            if self.fields or not bare.startswith(b"From "):  # the first line of an mbox is no field
                self.letter.faults.add("headers")
            if self.fields and b":" not in bare[:200]:  # the blank line was forgotten: from here on it is text
                self.body_at = self.at
                self._body()
                self.line(line, True)
            return
        self.head_bytes += len(line)
        if len(self.fields) >= MAX_HEADERS or self.head_bytes > MAX_HEADER_BYTES:
            self.letter.faults.add("too_many_headers")
        elif is_start and bare[:1] not in b" \t":
            self.fields.append(bytearray(bare))
        elif self.fields and len(self.fields[-1]) < MAX_HEADER:
            self.fields[-1] += b" " + bare.strip() if is_start else bare

    def _body(self) -> None:
        fields = [_split(bytes(one)) for one in self.fields]
        heads = dict(reversed(fields))  # of one that is there twice the first counts
        if not self.letter.headers and not self.letter.parts:
            self.letter.headers = fields
        self.in_head = False
        self.count += 1
        kind, words = _content_type(heads.get("content-type", ""))
        way, more = _content_type(heads.get("content-disposition", ""))
        name = (more.get("filename") or words.get("name") or "")[:500]
        if self.count > MAX_PARTS:
            self.top.faults.add("too_many_parts")
            self.sink = None
            self._cut(0)  # nothing after it is a part
        elif kind.startswith("multipart/") and (mark := words.get("boundary", "")):
            self._multipart(mark)
        elif kind in ("message/rfc822", "message/global") and _is_plain(heads) and self._attached(name):
            pass
        else:
            self._leaf(Part(kind=kind, name=name, charset=words.get("charset", ""), disposition=way), heads)

    def _multipart(self, mark: str) -> None:
        self.sink = None
        if len(self.boundaries) >= MAX_DEPTH:
            self.top.faults.add("too_deep")
            return
        line = b"--" + mark.encode("latin-1", "replace").rstrip()
        self.boundaries.append((line, self.letter))
        self.marks |= {line, line + b"--"}

    def _attached(self, name: str) -> bool:
        """A mail within the mail: its own headers follow."""
        if len(self.top.letters) >= MAX_LETTERS or self.depth >= MAX_DEPTH:
            self.top.faults.add("too_deep")
            return False
        self.depth += 1
        self.letter = Letter(name=name)
        self.letter.begins = self.body_at
        self.inside.append(self.letter)
        self.top.letters.append(self.letter)
        self.sink = None
        self._new_head()
        return True

    def _leaf(self, part: Part, heads: dict[str, str]) -> None:
        self.letter.parts.append(part)
        self.sink = Sink(part, heads.get("content-transfer-encoding", "").strip().lower(), self.kept)

    def close(self) -> None:
        """The part is over."""
        if self.in_head and self.fields:
            self._body()
        if self.sink is not None:
            self.sink.close()
        self.sink = None
        self.in_head = False


def parse(stream: BinaryIO) -> Letter:
    """The letter, whatever came."""
    top, left = _taken(stream), MAX_KEPT_ALL
    waiting = [part for one in (top, *top.letters) for part in one.parts if part.is_mail and part.body]
    while waiting and len(top.letters) < MAX_LETTERS:
        held = waiting.pop(0)
        left -= len(held.body)
        if left < 0:
            top.faults.add("too_large")
            break
        inner = _taken(io.BytesIO(held.body))
        for one in inner.letters:
            one.held = one.source(held.body)
        inner.name, inner.held = held.name, held.body
        found = [inner, *inner.letters]
        waiting += [part for one in found for part in one.parts if part.is_mail and part.body]
        top.letters += found[: MAX_LETTERS - len(top.letters)]
    return top


def _taken(stream: BinaryIO) -> Letter:
    """Without the mails that lie behind an encoding."""
    parser, is_start, left = _Parser(), True, MAX_MESSAGE
    while left > 0 and (line := stream.readline(MAX_LINE)):
        left -= len(line)
        parser.next = parser.at + len(line)
        parser.line(line, is_start)
        parser.at = parser.next
        is_start = line.endswith(b"\n")
    if left <= 0:
        parser.top.faults.add("too_large")
    parser.close()
    parser.leave(parser.top)
    return parser.top


def _split(field: bytes) -> tuple[str, str]:
    found = _FIELD.match(field)
    assert found is not None
    return found.group(1).decode("latin-1").lower(), found.group(2).strip().decode("latin-1")


def _is_plain(heads: dict[str, str]) -> bool:
    return heads.get("content-transfer-encoding", "").strip().lower() in ("", "7bit", "8bit", "binary")


def _content_type(value: str) -> tuple[str, dict[str, str]]:
    kind = value.partition(";")[0].strip().lower()
    words: dict[str, str] = {}
    for key, found in _WORDS.findall(value[:8_000]):
        shown = re.sub(r"\\(.)", r"\1", found[1:-1]) if found[:1] == '"' else found
        words.setdefault(key.lower(), header(shown) if key.lower() in ("filename", "name") else shown)
    return kind if value else "text/plain", _continued(words) if any("*" in key for key in words) else words


def _continued(words: dict[str, str]) -> dict[str, str]:
    """RFC 2231: `filename*0*=utf-8''…` in pieces and with percent signs."""
    for base in ("filename", "name", "boundary"):
        pieces = [words[key] for n in range(50) for key in (f"{base}*{n}*", f"{base}*{n}") if key in words]
        whole = "".join(pieces) or words.get(f"{base}*", "")
        if whole:
            charset, quote, rest = whole.partition("'")
            rest = rest.partition("'")[2] if quote else whole
            words[base] = text(unquote_to_bytes(rest), charset if quote else "utf-8")
    return words
