"""Takes from this process, for good, what a reader of files never needs of the kernel: programs, processes, sockets.

A filter of Linux's seccomp, small enough to be read: on an unknown machine there is none, and the other walls stand alone.
Source: seccomp(2), the tables of calls of x86-64 and of arm64.
"""

import ctypes
import platform
import struct

_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # the second answers EPERM
_X32 = 0x40000000  # the same calls under other numbers
# socket, connect, clone, fork, vfork, execve, ptrace, mount, kill, keyctl, unshare, perf_event_open, setns,
# process_vm_readv and _writev, bpf, execveat, userfaultfd, io_uring_setup, clone3, pidfd_open
_REFUSED = {
    "x86_64": (0xC000003E, (41, 42, 56, 57, 58, 59, 101, 165, 62, 250, 272, 298, 308, 310, 311, 321, 322, 323, 425, 435, 434)),
    "aarch64": (0xC00000B7, (198, 203, 220, 221, 117, 40, 129, 219, 97, 241, 268, 270, 271, 280, 281, 282, 425, 435, 434)),
}  # fmt: skip


def program(machine: str) -> bytes:
    """The filter, empty for a machine whose numbers are not known here."""
    if machine not in _REFUSED:
        return b""
    arch, numbers = _REFUSED[machine]
    count = len(numbers)
    lines = [(_LOAD, 0, 0, 4), (_EQUAL, 0, count + 3, arch), (_LOAD, 0, 0, 0), (_AT_LEAST, count + 1, 0, _X32)]
    lines += [(_EQUAL, count - place, 0, number) for place, number in enumerate(numbers)]
    lines += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def refuse() -> bool:
    """Lay the filter on this process; whether it lies. Privileges must have been given up for good before."""
    code = program(platform.machine())
    if not code:
        return False
    held = ctypes.create_string_buffer(code, len(code))
    whole = struct.pack("=H6xQ", len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(whole, len(whole)), 0, 0) == 0)
