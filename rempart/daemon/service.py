"""The systemd unit of an installation: its own user, its own folder, and nothing else it may write to."""

import re
import shlex
from pathlib import Path

UNIT_FOLDER = Path("/etc/systemd/system")
NAME = "rempart.service"
MARK = "# Written by `rempart service`; it is removed only while this line stands."
_PLAIN = re.compile(r"[A-Za-z0-9._@%:/=+,-]+").fullmatch

_UNIT = """{mark}
[Unit]
Description=Rempart
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
ExecStart={command}
Environment=REMPART_DATA=%S/rempart
DynamicUser=yes
User=rempart
StateDirectory=rempart
StateDirectoryMode=0700
UMask=0077
Restart=on-failure
RestartSec=5
TimeoutStopSec=30
KillMode=mixed
LimitNOFILE=65536

NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
CapabilityBoundingSet={capabilities}
AmbientCapabilities={capabilities}

[Install]
WantedBy=multi-user.target
"""


def unit(program: Path, words: list[str], *, low_ports: bool) -> str:
    """The unit's text. `words` follow `rempart up`; `low_ports` for a public name on 80 and 443."""
    command = " ".join(_quoted(word) for word in [str(program), "up", *words])
    return _UNIT.format(mark=MARK, command=command, capabilities="CAP_NET_BIND_SERVICE" if low_ports else "")


def _quoted(word: str) -> str:
    """systemd expands % and $ itself (systemd.service(5), "Command lines")."""
    escaped = word.replace("%", "%%").replace("$", "$$")
    return escaped if _PLAIN(escaped) else shlex.quote(escaped)


def is_ours(file: Path) -> bool:
    """Did we write it, and nobody change that line?"""
    return file.is_file() and file.read_text("utf-8", "replace").startswith(MARK)
