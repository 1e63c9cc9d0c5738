"""S7: what a copy's own code says of its uploads is a stranger's word."""

import pytest

from rempart.scanner.actions.attack_copy import _where


@pytest.mark.parametrize(
    "out",
    [
        b"", b"no json", b"7", b"null", b'{"a": 1, "b": 2}', b'["/a"]', b'["/a", 3]', b'["a", "/b"]', b'["/a\\u0000", "/b"]',
        b'["/\\ud800", "/b"]', b'["/a", "/b\\n"]', b"[" * 200_000, b"\xff\xfe", b'["/' + b"a" * 3_000 + b'", "/b"]',
    ],
)  # fmt: skip
def test_a_lie_of_any_form_is_no_answer(out: bytes) -> None:
    assert _where(b"Warning: hello\n" + out) is None


def test_the_last_line_counts_whatever_a_plug_in_prints_before() -> None:
    assert _where(b'Notice: x\n["/www/up", "/up"]\n') == ("/www/up", "/up")
