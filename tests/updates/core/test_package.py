"""A package is harmless, or refused before one byte is written (untrusted archives)."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.updates.core.package import MAX_FILE, Entry, Kind, Refused, header, identify, laid, safe, step
from rempart.updates.net.package import opened, unpack
from tests.updates.stall import archive


def made(*members: tuple[str, bytes], mode: int = 0) -> bytes:
    """A zip of these."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            zipped.writestr(info, data)
    return held.getvalue()


PLUGIN = b"<?php\n/*\nPlugin Name: Mason\nVersion: 2.4\nRequires PHP: 7.4\n*/\n"


def test_a_plugin_is_known_by_its_header(tmp_path: Path) -> None:
    found = unpack(archive("1.1"), tmp_path / "out")
    assert (found.package.kind, found.package.slug, found.package.version) == (Kind.PLUGIN, "stall", "1.1")
    assert found.parts == ("wp-content/plugins/stall",)
    assert (tmp_path / "out/stall/stall.php").read_text().startswith("<?php")


def test_a_theme_and_wordpress_itself_are_known_too() -> None:
    style = b"/*\nTheme Name: Quarry\nVersion: 3\n*/"
    assert opened(made(("quarry/style.css", style))).package.kind is Kind.THEME
    core = made(
        ("wordpress/wp-includes/version.php", b"<?php\n$wp_version = '6.5.5';"), ("wordpress/wp-admin/x.php", b""),
        ("wordpress/index.php", b""), ("wordpress/wp-content/index.php", b""), ("wordpress/wp-config.php", b""),
    )  # fmt: skip
    found = opened(core)
    assert (found.package.kind, found.package.version) == (Kind.CORE, "6.5.5")
    assert found.parts == ("index.php", "wp-admin", "wp-includes")  # neither content nor configuration


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("no_zip", b"PK\x03\x04 not really"),
        ("outside", made(("mason/mason.php", PLUGIN), ("mason/../../evil.php", b""))),
        ("outside", made(("/etc/mason.php", PLUGIN))),
        ("bad_name", made(("mason/mason.php", PLUGIN), ("mason/a\\..\\b.php", b""))),
        ("bad_name", made(("mason/mason.php", PLUGIN), ("mason/a\nb.php", b""))),
        ("no_folder", made(("mason.php", PLUGIN))),
        ("no_folder", made(("mason/mason.php", PLUGIN), ("other/x.php", b""))),
        ("no_header", made(("mason/mason.php", b"<?php // nothing"))),
        ("no_header", made(("mason/mason.php", PLUGIN.replace(b"2.4", b"<script>")))),
        ("twice", made(("mason/mason.php", PLUGIN), ("mason/Mason.PHP", b""))),
        ("twice", made(("mason/mason.php", PLUGIN), ("mason/mason.php/x.php", b""))),
        ("bomb", made(("mason/mason.php", PLUGIN), ("mason/x", b"\0" * 4_000_000))),
        ("link", made(("mason/mason.php", PLUGIN), mode=0o120777)),
        ("bad_name", made((".git/mason.php", PLUGIN))),
    ],
)
def test_what_is_no_package_is_refused_and_nothing_is_written(code: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        unpack(data, tmp_path / "out")
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("place", "value"), [(10, 0xFFFE), (12, 2**31)])
def test_a_list_without_end_is_refused_before_it_is_read(place: int, value: int) -> None:
    data = bytearray(made(("mason/mason.php", PLUGIN)))
    end = data.rfind(b"PK\x05\x06") + place
    size = 2 if place == 10 else 4
    data[end : end + size] = value.to_bytes(size, "little")
    with pytest.raises(Refused) as refused:
        opened(bytes(data))
    assert refused.value.code == "too_large"


def test_a_stream_longer_than_its_list_says_is_cut(tmp_path: Path) -> None:
    data = bytearray(made(("mason/mason.php", PLUGIN), ("mason/x", b"abc" * 1_000)))
    place = data.rfind(b"PK\x01\x02")  # the list's line of mason/x: its size becomes 10
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Refused) as refused:
        unpack(bytes(data), tmp_path / "out")
    assert refused.value.code in ("bomb", "no_zip")
    assert not (tmp_path / "out").exists()


NAMES = st.text(alphabet="ab./\\\x00:- \nÜ", max_size=24)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(NAMES, st.binary(max_size=20)), max_size=5))
def test_no_list_of_names_ever_leaves_the_folder(members: list[tuple[str, bytes]]) -> None:
    import tempfile
    import warnings

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of a name that it writes twice
        data = made(("m/m.php", PLUGIN), *((f"m/{name}", data) for name, data in members))
        root = Path(folder) / "deep" / "out"
        try:
            unpack(data, root)
        except Refused:
            assert not root.exists()
        outside = [path for path in Path(folder).rglob("*") if path.is_file() and not path.is_relative_to(root / "m")]
        assert outside == []


def test_limits_of_the_list() -> None:
    with pytest.raises(Refused, match="entries"):
        safe([Entry(f"m/{n}", 0, 0) for n in range(40_001)])
    with pytest.raises(Refused) as refused:
        safe([Entry("m/x", MAX_FILE + 1, MAX_FILE)])
    assert refused.value.code == "too_large"
    with pytest.raises(Refused) as refused:
        safe([Entry("m/x", 1, 1, is_encrypted=True)])
    assert refused.value.code == "encrypted"


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [("1.0", "1.0.0", "same"), ("1.9", "1.10", "newer"), ("2.0", "2.0-beta1", "older"), ("2.0-rc1", "2.0", "newer"),
     ("1.0-beta", "1.0-rc", "newer"), (None, "1", "new"), ("6.5.5", "6.5", "older")],
)  # fmt: skip
def test_versions_in_their_order(one: str | None, other: str, word: str) -> None:
    assert step(one, other) == word


def test_a_header_is_read_as_wordpress_reads_it() -> None:
    fields = header("<?php /** Plugin Name: A \r * Version: 1.2 */ \n * version: 9\n")
    assert fields["version"] == "1.2"
    assert identify("m", {"m/m.php": "<?php\n# Plugin Name: M\n# Version: 1\n"}).title == "M"
    assert laid(identify("m", {"m/m.php": "/* Plugin Name: M\nVersion: 1 */"}), ["m.php"]) == ("wp-content/plugins/m",)
