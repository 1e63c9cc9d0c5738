"""The processes of one machine: console, worker, ledger; and the sign-in link for the person who started them."""

import http.client
import os
from collections.abc import Callable
from pathlib import Path

import django

from rempart.daemon.front import Front, program, write_settings
from rempart.daemon.supervisor import Child, Supervisor

WEB_THREADS = 4  # one process with a few threads: SQLite has one writer, and a page takes milliseconds


def start(folder: Path, host: str, port: int, say: Callable[[str], None], front: Front | None = None) -> int:
    """Prepare, supervise, and print the link once the first page answers. Returns the exit code."""
    django.setup()
    from rempart.daemon import prepare
    from rempart.directory.actions.sign_in_links import make_link

    prepare.migrate(folder)
    secret = make_link(prepare.first_owner())
    shown = f"[{host}]" if ":" in host else host
    children = [
        Child("ledger", ["-m", "rempart.daemon.integrator"]),
        Child("worker", ["-m", "rempart.daemon.worker"]),
        Child("watch", ["-m", "rempart.daemon.prober"]),
        Child("console", web_arguments(host, port)),
    ]
    where, told = f"http://{shown}:{port}", {}
    if front is not None:
        where, told = front.origin, {"REMPART_TLS": "1", "REMPART_ORIGINS": front.origin}
        caddy = ["run", "--config", str(write_settings(folder, front, port))]
        children.append(Child("front", caddy, program() or "caddy"))
    named = [front.name] if front is not None else []
    hosts = ",".join(
        dict.fromkeys([*named, shown, "127.0.0.1", "localhost", *os.environ.get("REMPART_HOSTS", "").split(",")])
    )

    def announce() -> None:
        say(f"\nRempart is ready. Open this link once to sign in:\n\n  {where}/in/{secret}\n\nCtrl-C stops it.")

    supervisor = Supervisor(children, {"REMPART_DATA": str(folder), "REMPART_HOSTS": hosts.strip(","), **told}, say)
    return supervisor.run(lambda: answers(host, port), announce)


def web_arguments(host: str, port: int) -> list[str]:
    """granian serving WSGI."""
    return [
        "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1",
        "--blocking-threads", str(WEB_THREADS), "--no-ws", "--log-level", "warning", "rempart.console.wsgi:application",
    ]  # fmt: skip


def answers(host: str, port: int) -> bool:
    """Does the first page answer?"""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
