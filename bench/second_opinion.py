"""testssl.sh as second opinion: does it see on every planted TLS server what was planted, as our collectors do?

Takes about ten minutes (a process of many shells a server); prints a line a server and the count at the end.
"""

import csv
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.servers.papers import Authority, sign
from tests.servers.planted import CERTIFICATES, PROTOCOLS, Planted, Versions
from tests.servers.tls import s_server

TESTSSL = ("testssl", "--quiet", "--color", "0", "--warnings", "off", "--ip", "127.0.0.1")
PATIENCE_S = 300
NAMES = {"TLSv1.0": "TLS1", "TLSv1.1": "TLS1_1", "TLSv1.2": "TLS1_2", "TLSv1.3": "TLS1_3"}
CHAIN_FAULTS = {"expired", "not_yet_valid", "self_signed", "untrusted", "incomplete"}


def ask(folder: Path, host: str, port: int, *flags: str) -> dict[str, str]:
    """Findings by id."""
    report = folder / "testssl.csv"
    command = [*TESTSSL, *flags, "--add-ca", str(folder / "root.pem"), "--csvfile", str(report), f"{host}:{port}"]
    subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    with report.open(newline="") as rows:
        return {row["id"].split(" ")[0]: row["finding"] for row in csv.DictReader(rows)}


def certificate(ca: Authority, planted: Planted) -> tuple[str, bool, str]:
    """(server, do both say the same of name and chain, what was said)."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "root.pem").write_bytes(ca.root.pem)
        with s_server(folder, planted.make(ca, folder), planted.flags) as port:
            said = ask(folder, planted.host, port, "-S")
    name_fits = "does not match" not in said.get("cert_trust", "")
    chain_holds = said.get("cert_chain_of_trust", "").startswith("passed")
    alike = name_fits == ("wrong_name" not in planted.faults) and chain_holds == (
        not CHAIN_FAULTS & set(planted.faults)
    )
    return planted.id, alike, f"{said.get('cert_trust', '-')}; chain {said.get('cert_chain_of_trust', '-')}"


def protocols(ca: Authority, planted: Versions) -> tuple[str, bool, str]:
    """The same for protocol versions."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "root.pem").write_bytes(ca.root.pem)
        with s_server(folder, [sign(planted.wish, ca.middle), ca.middle], planted.flags) as port:
            said = ask(folder, "localhost", port, "-p")
    offered = tuple(name for name, row in NAMES.items() if said.get(row, "").startswith("offered"))
    return planted.id, offered == planted.accepted, ", ".join(offered)


def main() -> int:
    """Both families, two servers at a time. Exit code 1 when one differs."""
    ca = Authority()
    with ThreadPoolExecutor(2) as pool:
        found = [
            *pool.map(lambda one: protocols(ca, one), PROTOCOLS),
            *pool.map(lambda one: certificate(ca, one), CERTIFICATES),
        ]
    for name, alike, said in found:
        print(f"{'alike' if alike else 'DIFFERS'}  {name}: {said}")
    same = sum(alike for _, alike, _ in found)
    print(f"{same} of {len(found)} alike")
    return same != len(found)


if __name__ == "__main__":
    raise SystemExit(main())
