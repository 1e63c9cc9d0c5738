"""Writes archives as UpdraftPlus does, from rows and folders; shares nothing with what reads them."""

import gzip
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

NONCE = "951b801f6c06"
MOMENT = "2026-03-21-0212"
HEADER = """# WordPress MySQL database backup
# Created by UpdraftPlus version 1.24.1 (https://updraftplus.com)
# WordPress Version: 6.1.9, running on PHP 8.2.7 (Apache/2.4), MySQL 10.11.6
# Backup of: https://maison-lavande.example
# Home URL: https://maison-lavande.example
# Table prefix: wp_
# Filtered table prefix: wp_
# Site info: multisite=0
# Site info: end
#
# Generated: Saturday 21. March 2026 01:12 UTC
# Hostname: localhost
# Database: `wordpress`
# --------------------------------------------------------
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40101 SET foreign_key_checks = 0 */;

"""
FOOTER = """/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
"""
CREATE = """CREATE TABLE `{name}` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `t` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL COMMENT 'it''s; "plain"',
  `b` blob,
  PRIMARY KEY (`id`),
  KEY `t` (`t`(191)) USING BTREE
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci"""
Cell = int | str | bytes | None


def cell(value: Cell) -> bytes:
    """Whole numbers bare, everything else in quotes with five bytes escaped."""
    if value is None:
        return b"NULL"
    if isinstance(value, int):
        return str(value).encode()
    raw = value.encode() if isinstance(value, str) else value
    for given, meant in ((b"\\", b"\\\\"), (b"'", b"\\'"), (b"\0", b"\\0"), (b"\n", b"\\n"), (b"\r", b"\\r")):
        raw = raw.replace(given, meant)
    return b"'" + raw.replace(b"\x1a", b"\\Z") + b"'"


def table(name: str, rows: Sequence[Sequence[Cell]], create: str = "") -> bytes:
    """One table with its comments, a hundred rows a statement."""
    said = (
        f"# Table: `{name}`\n# Approximate rows expected in table: {len(rows)}\n\n# Delete any existing table `{name}`\n\n"
        f"DROP TABLE IF EXISTS `{name}`;\n\n# Table structure of table `{name}`\n\n"
    )
    out = said.encode() + (create or CREATE.format(name=name)).encode() + b" ;"
    out += f"\n\n# Data contents of table `{name}`\n\n".encode()
    for at in range(0, len(rows), 100):
        lines = [b"(" + b", ".join(map(cell, row)) + b")" for row in rows[at : at + 100]]
        out += b" \nINSERT INTO `" + name.encode() + b"` VALUES " + b",\n ".join(lines) + b";"
    return out + f"\n# End of data contents of table `{name}`\n\n".encode()


def dump(tables: Iterable[bytes], header: str = HEADER) -> bytes:
    """The whole text."""
    return header.encode() + b"".join(tables) + FOOTER.encode()


def name(kind: str, end: str, number: int = 1) -> str:
    """Of one file."""
    return f"backup_{MOMENT}_Maison_Lavande_{NONCE}-{kind}{number if number > 1 else ''}.{end}"


def database(folder: Path, text: bytes, *, nested: bool = False) -> Path:
    """The dump, packed; once more where a server did so on its way."""
    file = folder / name("db", "gz")
    packed = gzip.compress(text)
    file.write_bytes(gzip.compress(packed) if nested else packed)
    return file


def folder_zip(target: Path, kind: str, source: Path, below: str, number: int = 1) -> Path:
    """A folder as it lies, its paths beginning with `below`."""
    file = target / name(kind, "zip", number)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in sorted(source.rglob("*")):
            if path.is_file() and not path.is_symlink():
                archive.write(path, f"{below}{path.relative_to(source).as_posix()}")
    return file


def files_zip(target: Path, kind: str, files: dict[str, bytes], number: int = 1) -> Path:
    """Named files."""
    file = target / name(kind, "zip", number)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return file
