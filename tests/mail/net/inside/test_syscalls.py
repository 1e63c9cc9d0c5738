"""The filter's jumps land where they should, for every call of both machines."""

import struct

import pytest

from rempart.mail.net.inside import syscalls

ALLOW, REFUSE = 0x7FFF0000, 0x00050001


def answer(code: bytes, arch: int, number: int) -> int:
    """A reader of such programs that is not the kernel."""
    lines = [struct.unpack_from("=HBBI", code, at) for at in range(0, len(code), 8)]
    at = held = 0
    while True:
        what, yes, no, value = lines[at]
        if what == 0x20:
            held, at = (arch if value == 4 else number), at + 1
        elif what == 0x06:
            return value
        else:
            is_true = held == value if what == 0x15 else held >= value
            at += 1 + (yes if is_true else no)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_number_is_answered_as_the_list_says(machine):
    arch, refused = syscalls._REFUSED[machine]
    code = syscalls.program(machine)
    for number in range(600):
        assert answer(code, arch, number) == (REFUSE if number in refused else ALLOW), number
    assert answer(code, arch, 0x40000000) == REFUSE
    assert answer(code, 0x40000003, 1) == REFUSE


def test_an_unknown_machine_has_none():
    assert syscalls.program("riscv64") == b""
