"""`rempart up`: start the product on this machine and print one sign-in link."""

import os
import socket
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rempart.channel.place import state_folder
from rempart.cli.command import Command, UsageFault

if TYPE_CHECKING:
    from rempart.daemon.front import Front

FIRST_PORT, PORTS = 8_734, 20


def arguments(parser: ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument(
        "--listen", metavar="ADDRESS:PORT", help="default 127.0.0.1:8734, or the next port that is free"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="allow sites on this machine and on private networks"
    )
    smtp = parser.add_argument_group("reported mails by SMTP")
    smtp.add_argument("--reports-smtp", metavar="ADDRESS:PORT", help="where they are taken (default: nowhere)")
    smtp.add_argument("--reports-smtp-papers", metavar="FOLDER", type=Path, help="with fullchain.pem and privkey.pem")
    public = parser.add_argument_group("a public name, with a certificate by ACME")
    public.add_argument("--public", metavar="NAME", help="the console's host name, which must point to this machine")
    public.add_argument("--https-port", type=int, default=443, help="default 443")
    public.add_argument("--http-port", type=int, default=80, help="default 80; the authority asks here")
    public.add_argument("--acme-mail", metavar="ADDRESS", help="where the authority writes before a certificate ends")
    public.add_argument("--acme-directory", metavar="URL", help="an authority of your own (default: Let's Encrypt)")
    public.add_argument("--acme-roots", metavar="FILE", type=Path, help="what that authority's own TLS is checked with")


def run(chosen: Namespace) -> int:
    """Holds the folder, tries the port, prepares, then supervises until stopped."""
    from rempart.daemon import lock
    from rempart.daemon.installation import start

    folder, front = state_folder(), _front(chosen)
    try:
        held = lock.hold(folder)
    except lock.Held as busy:
        raise UsageFault(str(busy), "Use that one, or stop it first.") from busy
    with held:
        host, port = address(chosen.listen) if chosen.listen else free_address()
        try_port(host, port)
        lock.say_where(held, f"http://{f'[{host}]' if ':' in host else host}:{port}")
        if chosen.allow_private:
            os.environ["REMPART_ALLOW_PRIVATE"] = "1"
        _take_by_smtp(chosen)
        return start(folder, host, port, lambda line: print(line, file=sys.stderr, flush=True), front)


def _take_by_smtp(chosen: Namespace) -> None:
    if chosen.reports_smtp is None:
        return
    try_port(*address(chosen.reports_smtp))
    os.environ["REMPART_REPORTS_SMTP"] = chosen.reports_smtp
    if chosen.reports_smtp_papers is not None:
        os.environ["REMPART_REPORTS_SMTP_PAPERS"] = str(chosen.reports_smtp_papers.resolve())


def _front(chosen: Namespace) -> "Front | None":
    if chosen.public is None:
        return None
    from rempart.daemon import front

    try:
        name = front.public_name(chosen.public)
    except ValueError as bad:
        raise UsageFault(str(bad)) from bad
    if front.program() is None:
        raise UsageFault("A public name needs Caddy.", "Install it with: pip install 'rempart[tls]'")
    for port in (chosen.https_port, chosen.http_port):
        try_port("", port)
    return front.Front(
        name, chosen.https_port, chosen.http_port, chosen.acme_directory, chosen.acme_roots, chosen.acme_mail
    )


def free_address() -> tuple[str, int]:
    """The first free port of ours on loopback. Raises UsageFault when all are taken."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            try_port("127.0.0.1", port)
        except UsageFault:
            continue
        return "127.0.0.1", port
    raise UsageFault(f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are all taken.", "Choose one with --listen.")


def address(text: str) -> tuple[str, int]:
    """`host:port`. Raises UsageFault."""
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65_536:
        raise UsageFault(f"{text!r} is no address to listen on.", "Write it like 127.0.0.1:8734")
    return host.strip("[]"), int(port)


def try_port(host: str, port: int) -> None:
    """The web server would share a taken port silently, so it is tried first. Raises UsageFault."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as taken:
            raise UsageFault(
                f"Port {port} on {host} cannot be used ({taken.strerror}).",
                "Choose another with --listen 127.0.0.1:PORT",
            ) from taken


UNIT = Command("up", "start Rempart on this machine and print one sign-in link", arguments, run)
