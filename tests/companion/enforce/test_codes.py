"""Codes by the clock as RFC 6238 has them, and the picture as a phone's camera reads it."""

import json
import subprocess
from pathlib import Path

import pytest

from dev.wordpress import Site
from tests.companion.enforce.ward import ENFORCE

pytestmark = pytest.mark.slow
RFC = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
TEXTS = ["a", "x" * 17, "x" * 18, "s" * 45, "y" * 60, "z" * 100, "w" * 130, "v" * 150, "u" * 190, "t" * 230]


def test_rfc_6238_appendix_b(sqlite_site: Site) -> None:
    steps = ",".join(str(when // 30) for when in RFC)
    code = f"echo json_encode(array_map(function ($n) {{ return {ENFORCE}Totp::code('12345678901234567890', $n); }}, [{steps}]));"
    assert json.loads(sqlite_site.php(code)) == list(RFC.values())


def read(rows: list[list[int]], folder: Path) -> str:
    """What a camera would read: drawn large, with a quiet zone."""
    scale, quiet = 4, 4
    side = (len(rows) + 2 * quiet) * scale
    lines = [[0] * side for _ in range(quiet * scale)]
    for row in rows:
        wide = [0] * (quiet * scale) + [bit for bit in row for _ in range(scale)] + [0] * (quiet * scale)
        lines += [wide] * scale
    lines += [[0] * side for _ in range(quiet * scale)]
    picture = folder / "code.pbm"
    picture.write_text(f"P1\n{side} {side}\n" + "\n".join(" ".join(map(str, line)) for line in lines) + "\n")
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.rstrip("\n")


def test_the_picture_reads_as_what_was_written(sqlite_site: Site, tmp_path: Path) -> None:
    address = sqlite_site.php(
        f"echo {ENFORCE}Totp::address(str_repeat('s', 20), 'Steinbruch Müller: Söhne & Töchter', '石匠 mason');"
    )
    assert address.isascii()
    assert len(address) <= 230
    texts = json.dumps([*TEXTS, address])
    drawn = json.loads(
        sqlite_site.php(f"echo json_encode(array_map(['{ENFORCE}Qr', 'matrix'], json_decode('{texts}')));")
    )
    for text, rows in zip([*TEXTS, address], drawn, strict=True):
        assert read(rows, tmp_path) == text
    assert {len(rows) for rows in drawn} == {17 + 4 * version for version in range(1, 10)}


def test_a_long_name_still_fits_and_nothing_breaks_out_of_the_picture(sqlite_site: Site) -> None:
    svg = sqlite_site.php(
        f"echo {ENFORCE}Qr::svg({ENFORCE}Totp::address(str_repeat(\"\\xff\", 20), str_repeat('石', 100), str_repeat('\\'\"<b>', 30)));"
    )
    assert svg.startswith("<svg ")
    assert svg.count("<") == 4
    assert "<b" not in svg
