"""Has pictures and PDF of a mail looked into behind walls, and writes onto each part what it carries.

Nothing of a picture or a PDF is read in this process. What the child did not answer is unread, never empty.
"""

import struct
import subprocess
import tempfile
from collections.abc import Sequence

import msgspec

from rempart.mail.core.message.carried import MAX_LOOKED, MAX_SAID, WALL_S, Carried, is_looked_into
from rempart.mail.core.message.letter import Part
from rempart.mail.core.message.urls import in_words
from rempart.mail.net import box


def carried(parts: Sequence[Part]) -> None:
    """Sets `carries` and `unread` of those that are pictures or PDF; a mail without any starts no child."""
    whole: list[Part] = []
    for part in parts:
        if not is_looked_into(part) or not part.size:
            continue
        if part.is_cut:
            part.unread = "too_large"
        elif len(whole) >= MAX_LOOKED:
            part.unread = "too_many"
        else:
            whole.append(part)
    if not whole:
        return
    for part in whole:
        part.unread = "crashed"  # until the child has answered
    for told in _asked(whole):
        if 0 <= told.number < len(whole):
            part = whole[told.number]
            part.unread = told.unread
            part.carries = tuple((url, where) for words, where in told.found for url in in_words(words))


def _asked(parts: Sequence[Part]) -> list[Carried]:
    walls = box.NAMESPACES if box.works() else box.LIMITS
    with (
        tempfile.TemporaryDirectory(prefix="rempart-carried-") as scratch,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as said,
    ):
        for part in parts:
            given.write(struct.pack(">I", len(part.body)) + part.body)
        given.seek(0)
        process = box.start("mail", "pictures", walls, scratch, given, said)
        try:
            process.wait(timeout=WALL_S)
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()
            process.wait()
        said.seek(0)
        return _lines(said.read(MAX_SAID))


def _lines(said: bytes) -> list[Carried]:
    """Whole lines alone; from the first that cannot be on, nothing is believed."""
    decoder, told = msgspec.json.Decoder(Carried), []
    for line in said.split(b"\n")[:-1]:
        try:
            told.append(decoder.decode(line))
        except msgspec.MsgspecError:
            break
    return told
