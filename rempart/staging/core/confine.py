"""The walls of a copy: the arguments for bubblewrap and prlimit. Everything that is not named here is not there."""

from collections.abc import Sequence
from dataclasses import dataclass

ADDRESS_SPACE = 3 * 1024**3  # bytes of one process
ONE_FILE = 4 * 1024**3  # bytes of one file that a process writes
PROCESSES = 120  # of all together; kept by the kernel, and by the watch where the hub runs as root
OPEN_FILES = 1_024
CPU_S = 3_600  # of one process
TEMPORARY = 256 * 1024**2  # bytes of /tmp, which is memory
SHARED = 16 * 1024**2  # bytes of /dev/shm
INSIDE = 1_000  # the account's number inside
# Folders of the machine's that a site's own folder must not cover.
TAKEN = frozenset({"", "usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "proc", "sys", "dev", "run", "tmp",
                   "copy", "rempart", "rempart-own"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bind:
    """A folder of the hub's that is seen inside."""

    here: str
    inside: str
    may_write: bool = False


def root_inside(was: str) -> str:
    """Where the site's folder is seen: where it stood, because settings name it; `/site` where that cannot be."""
    parts = was.strip("/").split("/")
    is_plain = was.startswith("/") and len(parts) >= 2 and ".." not in parts and "" not in parts
    if not is_plain or (parts[0] in TAKEN and parts[0] != "tmp") or any(ord(letter) < 32 for letter in was):
        return "/site"
    return "/" + "/".join(parts)


def argv(binds: Sequence[Bind], command: Sequence[str], *, cwd: str, has: Sequence[str]) -> list[str]:
    """bubblewrap around `command`. `has` are folders of the machine's /etc that programs need (PHP's settings)."""
    walls = [
        "bwrap", "--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--new-session",
        "--clearenv", "--uid", str(INSIDE), "--gid", str(INSIDE), "--hostname", "copy", "--cap-drop", "ALL",
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin",
        "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev",
        "--size", str(SHARED), "--tmpfs", "/dev/shm",  # noqa: S108 - inside
        "--remount-ro", "/dev", "--size", str(TEMPORARY), "--tmpfs", "/tmp",  # noqa: S108 - inside
    ]  # fmt: skip
    for bind in binds:
        walls += ["--bind" if bind.may_write else "--ro-bind", bind.here, bind.inside]
    for folder in has:
        walls += ["--ro-bind", folder, folder]
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin", "HOME": "/tmp", "LANG": "C.UTF-8", "TMPDIR": "/tmp",  # noqa: S108 - inside
        "PHP_INI_SCAN_DIR": ":/rempart/ini", "PHP_CLI_SERVER_WORKERS": "4",
    }  # fmt: skip
    for name, value in environment.items():
        walls += ["--setenv", name, value]
    walls += ["--remount-ro", "/", "--chdir", cwd, "--"]
    limits = [
        "prlimit", f"--as={ADDRESS_SPACE}", f"--nproc={PROCESSES}", f"--nofile={OPEN_FILES}", f"--fsize={ONE_FILE}",
        f"--cpu={CPU_S}", "--core=0", "--",
    ]  # fmt: skip
    return [*walls, *limits, *command]
