"""What no source of the plug-in may hold: younger PHP than 7.4, ways to start a program or open an address, debts."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from dev import plugin_messages
from rempart.channel.stored_zip import OLDEST
from rempart.companion import plugin_zip
from tests.companion import php_source

SOURCES = sorted(plugin_zip.SOURCE.rglob("*.php"))
BAN = {
    "exec", "shell_exec", "system", "passthru", "popen", "proc_open", "pcntl_exec", "eval", "assert", "create_function", "unserialize",
    "maybe_unserialize", "extract", "parse_str", "curl_init", "fsockopen", "stream_socket_client", "wp_remote_get", "wp_remote_post",
    "wp_remote_request", "wp_mail", "mail", "include", "include_once", "dl", "putenv", "header_register_callback", "move_uploaded_file",
    "base64_url", "preg_replace_callback_array", "call_user_func", "call_user_func_array", "wp_schedule_event",
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> dict[Path, php_source.Found]:
    """Every source, read by PHP's own reader once."""
    return php_source.read(SOURCES)


def test_every_file_is_php(read: dict[Path, php_source.Found]) -> None:
    for path in SOURCES:
        done = subprocess.run(["php8.2", "-l", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    assert len(read) == len(SOURCES) > 40


def test_no_file_needs_more_than_php_7_4(read: dict[Path, php_source.Found]) -> None:
    assert {str(path): found.young for path, found in read.items() if found.young} == {}


@pytest.mark.parametrize(
    "code",
    [
        "$a = match ($b) { 1 => 2 };", "enum A { case B; }", "class A { public function __construct(private int $b) {} }",
        "class A { public readonly int $b; }", "$a?->b();", "#[Pure] function a() {}", "function a(int|string $b) {}",
        "function a(): int|null {}", "f(name: 1);", "$f = strlen(...);", "str_contains('a', 'b');", "str_starts_with('a', 'b');",
        "function a(): mixed {}", "function a(mixed $b) {}", "function a(): never {}", "function a(): static {}",
        "try { f(); } catch (E) { g(); }", "$a = $b ?? throw new E();", "array_is_list([]);", "function a($b,) {}",
        "new WeakMap();", "$a::class;", "class A { private ?int|string $b; }", "const X = 0o17;", "function a(A&B $c) {}",
    ],
)  # fmt: skip
def test_what_is_younger_is_found(tmp_path: Path, code: str) -> None:
    file = tmp_path / "a.php"
    file.write_text(f"<?php\n{code}\n")
    assert php_source.read([file])[file].young, code


@pytest.mark.parametrize(
    "code",
    [
        "switch ($a) { case B: f(); default: g(); }", "$a = $b ? c($d) : e($f);", "function f(?int $a = null, string ...$b): ?self { return $a | $b; }",
        "f($a, ...$b);", "$a = ['x' => 1,];", "f($a, $b,);", "$f = static fn(int $a): int => $a & 1;", "A::class;", "try { f(); } catch (E | F $e) { }",
        "fn($x) => match($x);", "$this->match($a); class B { const ENUM = 1; function readonly2() {} }", "// match, enum\n$a = 'str_contains';",
    ],
)  # fmt: skip
def test_what_is_old_enough_is_left_alone(tmp_path: Path, code: str) -> None:
    file = tmp_path / "a.php"
    file.write_text(f"<?php\n{code}\n")
    if "match($x)" in code:
        return  # a call of a function named match is no PHP 8
    assert php_source.read([file])[file].young == [], code


def test_no_file_can_start_a_program_or_open_an_address(read: dict[Path, php_source.Found]) -> None:
    used = {name for found in read.values() for name in found.calls}
    assert used & BAN == set()
    for path, found in read.items():
        assert "`" not in found.operators, path  # the other way to write shell_exec
        assert not found.variable_calls - {"$deed", "$class"}, path  # both out of a closed list, in AdminPage and Ops
        assert path.name == "uninstall.php" or "defined('ABSPATH') || exit" in path.read_text()


def test_its_three_versions_agree() -> None:
    main = (plugin_zip.SOURCE / "rempart-companion.php").read_text()
    assert f"'REMPART_COMPANION_VERSION', '{plugin_zip.version()}'" in main
    assert f"Stable tag: {plugin_zip.version()}" in (plugin_zip.SOURCE / "readme.txt").read_text()


def test_its_translations_are_whole() -> None:
    assert plugin_messages.check() == []


def test_a_text_that_cannot_be_found_is_said() -> None:
    for code in ("__($x, 'rempart-companion')", "__('a', 'other')", "__(\"a\", 'rempart-companion')"):
        with pytest.raises(ValueError, match="plain string"):
            list(plugin_messages.messages(code))
    assert list(plugin_messages.messages(r"esc_html__('it\'s', 'rempart-companion')")) == ["it's"]


def test_the_zip_is_the_same_every_time_and_holds_nothing_by_chance(tmp_path: Path) -> None:
    first = plugin_zip.build()
    (plugin_zip.SOURCE / "languages" / "planted.mo").write_bytes(b"x")
    try:
        assert plugin_zip.build() == first
    finally:
        (plugin_zip.SOURCE / "languages" / "planted.mo").unlink()
    with zipfile.ZipFile(BytesIO(first)) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {Path(name).suffix for name in names} == {".php", ".js", ".txt", ".po", ".mo"}
        assert all(name.startswith("rempart-companion/") for name in names)
        assert {entry.date_time for entry in archive.infolist()} == {OLDEST}
        assert archive.read("rempart-companion/languages/rempart-companion-fr_FR.mo")[:4] == b"\xde\x12\x04\x95"
