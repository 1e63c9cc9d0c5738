"""Archives made at test time: by tools where a tool makes the evil, byte by byte where none does. Nothing in them is real."""

import bz2
import gzip
import io
import lzma
import struct
import subprocess
import tarfile
import tempfile
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

PE = b"MZ" + bytes(62) + b"no program, only its first letters"


@dataclass(frozen=True)
class Made:
    """One entry: `kind` is file, folder, link, hard_link or device."""

    name: str
    data: bytes = b"words\n"
    kind: str = "file"
    target: str = ""


_TAR = {"file": tarfile.REGTYPE, "folder": tarfile.DIRTYPE, "link": tarfile.SYMTYPE, "hard_link": tarfile.LNKTYPE,
        "device": tarfile.CHRTYPE}  # fmt: skip
_BY_BSDTAR = {"7z": ["--format", "7zip"], "cpio": ["--format", "newc"], "iso": ["--format", "iso9660"],
              "xar": ["--format", "xar"], "tar.zst": ["--zstd", "--format", "pax"], "tar.lz4": ["--lz4", "--format", "pax"]}  # fmt: skip
FORMATS = ("tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst", "zip", "7z", "cpio", "rar", "rar5", "cab")


def make(form: str, *entries: Made) -> bytes:
    """An archive of that format, the entries in their order, their names as they stand."""
    if form == "zip":
        return zipped(*entries)
    if form == "rar5":
        return rar5(*entries)
    if form == "rar":
        return rar4(*entries)
    if form == "cab":
        return cab(*entries)
    packing = form.removeprefix("tar").lstrip(".") if form.startswith("tar") and form not in _BY_BSDTAR else ""
    plain = tarred(*entries, packing=packing)
    return bsdtar(plain, _BY_BSDTAR[form]) if form in _BY_BSDTAR else plain


def tarred(*entries: Made, packing: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}", format=tarfile.PAX_FORMAT) as held:
        for one in entries:
            info = tarfile.TarInfo(one.name)
            info.type, info.linkname = _TAR[one.kind], one.target
            info.size = len(one.data) if one.kind == "file" else 0
            held.addfile(info, io.BytesIO(one.data))
    return out.getvalue()


def bsdtar(plain: bytes, options: list[str]) -> bytes:
    """The same entries in another format, by a real tool that is told to change no name."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.tar"), Path(folder, "out")
        source.write_bytes(plain)
        subprocess.run(["bsdtar", "-P", "-cf", target, *options, f"@{source}"], check=True, capture_output=True)
        return target.read_bytes()


def zipped(*entries: Made, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", method) as held:  # names that stand twice
        for one in entries:
            info = zipfile.ZipInfo("x")
            info.filename = one.name + ("/" if one.kind == "folder" else "")
            mode = {"link": 0o120777, "device": 0o020666, "folder": 0o040755}.get(one.kind, 0o100644)
            info.create_system, info.external_attr, info.compress_type = 3, mode << 16, method
            held.writestr(
                info, one.target.encode() if one.kind == "link" else b"" if one.kind == "folder" else one.data
            )
    return out.getvalue()


def _vint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _block5(kind: int, flags: int, rest: bytes) -> bytes:
    body = _vint(kind) + _vint(flags) + rest
    body = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(body)) + body


def rar5(*entries: Made, locked: bool = False) -> bytes:
    """RAR 5.0, stored. Source: RARLAB's technical note of the format."""
    out = b"Rar!\x1a\x07\x01\x00" + _block5(1, 0, _vint(0))
    for one in entries:
        data = one.data if one.kind == "file" else b""
        extra = b""
        if one.kind in ("link", "hard_link"):
            target = one.target.encode()
            record = _vint(5) + _vint(1 if one.kind == "link" else 4) + _vint(0) + _vint(len(target)) + target
            extra = _vint(len(record)) + record
        if locked:
            record = _vint(1) + _vint(0) + _vint(0) + bytes([15]) + bytes(16) + bytes(16)
            extra = _vint(len(record)) + record
        name = one.name.encode()
        mode = {"link": 0o120777, "folder": 0o040755, "device": 0o020666}.get(one.kind, 0o100644)
        body = _vint(len(extra)) if extra else b""
        body += _vint(len(data)) + _vint(4 | (one.kind == "folder")) + _vint(len(data)) + _vint(mode)
        body += struct.pack("<I", zlib.crc32(data)) + _vint(0) + _vint(1) + _vint(len(name)) + name + extra
        out += _block5(2, 2 | bool(extra), body) + data
    return out + _block5(5, 0, _vint(0))


def _block4(kind: int, flags: int, rest: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, len(rest) + 7) + rest
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


def rar4(*entries: Made, locked: bool = False) -> bytes:
    """RAR 2.9, stored."""
    out = b"Rar!\x1a\x07\x00" + _block4(0x73, 0, bytes(6))
    for one in entries:
        data = one.target.encode() if one.kind == "link" else one.data if one.kind == "file" else b""
        name = one.name.encode()
        mode = {"link": 0o120777, "folder": 0o040755, "device": 0o020666}.get(one.kind, 0o100644)
        fields = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5A210000, 20, 0x30, len(name), mode
        )
        flags = 0x8000 | (0x04 if locked else 0) | (0xE0 if one.kind == "folder" else 0)
        out += _block4(0x74, flags, fields + name) + data
    return out + _block4(0x7B, 0x4000, b"")


def cab(*entries: Made) -> bytes:
    """One folder, not packed. Source: MS-CAB."""
    data = b"".join(one.data for one in entries)
    files, at = b"", 0
    for one in entries:
        files += struct.pack("<IIHHHH", len(one.data), at, 0, 0x5A21, 0, 0x20) + one.name.encode() + b"\0"
        at += len(one.data)
    first = 36 + 8 + len(files)
    block = struct.pack("<IHH", 0, len(data), len(data)) + data
    head = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, first + len(block), 0, 44, 0, 3, 1, 1, len(entries), 0, 0, 0)
    return head + struct.pack("<IHH", first, 1, 0) + files + block


def zeros(gigabytes: int, packing: str) -> bytes:
    """That much of nothing, packed in a moment: one packed MiB, which may be repeated in each of these packings."""
    nothing = bytes(1024**2)
    if packing == "deflate":
        machine = zlib.compressobj(9, zlib.DEFLATED, -15)
        one = machine.compress(nothing) + machine.flush(zlib.Z_FULL_FLUSH)
        return one * (1024 * gigabytes) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    if packing == "zst":
        one = subprocess.run(["zstd", "-q", "-c"], input=nothing, capture_output=True, check=True).stdout
        return one * (1024 * gigabytes)
    return {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[packing](nothing) * (1024 * gigabytes)


def bomb_zip(gigabytes: int, said: int | None = None) -> bytes:
    """A zip of one entry with that many zeros; `said` is what its lists claim."""
    data = zeros(gigabytes, "deflate")
    size = min(gigabytes * 1024**3, 0xFFFFFFFE) if said is None else said
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(data), size, 5, 0)
    local = b"PK\x03\x04" + fields + b"0.bin" + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"0.bin"
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def by_7zip(*options: str, name: str = "a.7z", **files: bytes) -> bytes:
    """What 7-Zip makes of these files (`a_txt` becomes a.txt)."""
    with tempfile.TemporaryDirectory() as folder:
        for key, data in files.items():
            Path(folder, key.replace("_", ".")).write_bytes(data)
        names = [key.replace("_", ".") for key in files]
        subprocess.run(["7zz", "a", *options, name, *names], cwd=folder, check=True, capture_output=True)
        return Path(folder, name).read_bytes()


def ole(streams: dict[str, bytes], clsid: bytes = bytes(16)) -> bytes:
    """A container of Microsoft's old kind; `/` parts storages. Source: MS-CFB. Streams are padded to where no small ones
    need be kept apart."""
    nodes: dict[str, list[str]] = {"": []}
    for path in streams:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            parent, whole = "/".join(parts[: depth - 1]), "/".join(parts[:depth])
            if whole not in nodes[parent]:
                nodes[parent].append(whole)
            nodes.setdefault(whole, [])
    order = list(nodes)
    body, fat, starts = b"", [0xFFFFFFFD], {}
    for path, data in streams.items():
        padded = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
        starts[path] = (len(fat), len(padded))
        count = len(padded) // 512
        fat += [*range(len(fat) + 1, len(fat) + count), 0xFFFFFFFE]
        body += padded
    directory = len(fat)
    lines = b"".join(_node(path, nodes, order, starts) for path in order)
    lines = (lines[:80] + clsid + lines[96:]).ljust(-(-len(lines) // 512) * 512, b"\0")
    count = len(lines) // 512
    fat += [*range(directory + 1, directory + count), 0xFFFFFFFE]
    assert len(fat) <= 128, "one sector of the table is enough for a test"
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + body + lines


def _node(path: str, nodes: dict[str, list[str]], order: list[str], starts: dict[str, tuple[int, int]]) -> bytes:
    name = ("Root Entry" if not path else path.split("/")[-1]).encode("utf-16-le")
    siblings = next((kin for kin in nodes.values() if path in kin), [])
    after = siblings.index(path) + 1 if path in siblings else 0
    right = order.index(siblings[after]) if 0 < after < len(siblings) else 0xFFFFFFFF
    child = order.index(nodes[path][0]) if nodes[path] else 0xFFFFFFFF
    kind = 5 if not path else 2 if path in starts else 1
    start, size = starts.get(path, (0xFFFFFFFE if not path else 0, 0))
    return (
        name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, kind, 1, 0xFFFFFFFF, right, child) + bytes(36)
        + struct.pack("<IQ", start, size)
    )  # fmt: skip


def macro(text: bytes) -> bytes:
    """The text of a module, packed as Office packs it, every letter for itself. Source: MS-OVBA 2.4.1."""
    chunk = b"".join(b"\0" + text[at : at + 8] for at in range(0, len(text), 8))
    return b"\x01" + struct.pack("<H", 0xB000 | (len(chunk) - 1)) + chunk
