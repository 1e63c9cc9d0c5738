"""Syslog lines on the wire: UDP datagrams, or octet-counted over TCP and TLS with an end that the receiver sees."""

import contextlib
import socket
import ssl
from collections.abc import Mapping, Sequence

from rempart.channel import outbound
from rempart.channel.outbound import Unreached
from rempart.record.core.syslog import framed

GOODBYE_S = 3.0  # how long we wait for the receiver's own end of the connection
SEND_S = 15.0
MAX_DATAGRAM = 65_000  # larger ones do not leave this machine


def send(lines: Sequence[bytes], settings: Mapping[str, str]) -> None:
    """All of them, in order, over one connection. Raises Barred or Unreached; then all are sent again."""
    host, port = settings["host"].strip("[]"), int(settings["port"])
    if settings["transport"] == "udp":
        _datagrams(lines, host, port)
        return
    wire = outbound.connect(host, port)
    wire.settimeout(SEND_S)
    if settings["transport"] == "tls":
        wire = outbound.encrypt(wire, host, settings.get("ca", ""))
    with contextlib.closing(wire), outbound.deadline(wire, SEND_S):
        try:
            wire.sendall(b"".join(map(framed, lines)))
            _goodbye(wire)
        except OSError as fault:
            raise Unreached("reset", f"{host} hung up before it had taken everything") from fault


def _goodbye(wire: socket.socket) -> None:
    """Syslog knows no receipt. We end our side and wait for the other to end its own: a receiver that died, or was
    not reading, resets the connection instead. One that says nothing in time has kept the line, and is believed.
    """
    wire.settimeout(GOODBYE_S)
    try:
        if isinstance(wire, ssl.SSLSocket):
            wire.unwrap()
        else:
            wire.shutdown(socket.SHUT_WR)
            while wire.recv(4096):
                pass
    except TimeoutError:
        return
    except ssl.SSLError:
        return  # an end without farewell, as many receivers do it: the bytes were acknowledged below


def _datagrams(lines: Sequence[bytes], host: str, port: int) -> None:
    address = outbound.addresses(host, port)[0]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as out:
            for line in lines:
                out.sendto(line[:MAX_DATAGRAM], (address, port))
    except OSError as fault:
        raise Unreached("refused", f"{host} cannot be reached") from fault
