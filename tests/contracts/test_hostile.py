"""Sites that behave badly, end to end: in time, in a sentence, without a verdict that nothing was seen for."""

import contextlib
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.contracts.stranger import Said, Stranger
from tests.servers import hostile
from tests.servers.names import name_server
from tests.servers.papers import Wish, sign
from tests.servers.tls import changing_server, free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

IN_TIME_S = 60
AT_ONCE = 4
FRESH = "unresolved"
PREPARE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "rempart.console.settings"
import django
django.setup()
from pathlib import Path
from rempart.daemon.prepare import migrate
migrate(Path(sys.argv[1]))
"""
HEADERS = frozenset({"partial"})  # whatever follows them, the headers of the answer were seen
ANSWERED = frozenset(
    {"met", "not_met", "partial"}
)  # proper answers: a certificate that changes takes none of them back


@dataclass(frozen=True)
class Case:
    """`codes` are the exit codes that the contract allows; `told` stands in the sentence on standard error."""

    name: str
    address: str
    codes: tuple[int, ...] = (2,)
    told: str = ""
    private: bool = True
    seen: frozenset[str] = frozenset()  # states besides error and unknown that what was really seen allows


@dataclass(frozen=True)
class Ended:
    """What came of it."""

    case: Case
    said: Said
    stranger: Stranger


def zone(name: str, kind: str, count: int) -> list[str] | None:
    """Names that lead home by tricks; everything else is unknown."""
    answers = {
        ("home.example", "A"): ["0 A 127.0.0.1"],
        ("mixed.example", "A"): ["0 A 93.184.216.34", "0 A 127.0.0.1"],
        ("mapped.example", "AAAA"): ["0 AAAA ::ffff:127.0.0.1"],
        ("tunnel.example", "AAAA"): ["0 AAAA 64:ff9b::7f00:1"],
        ("turning.example", "A"): [f"0 A 127.0.0.{1 + min(count, 1)}"],
    }
    known = {owner for owner, _ in answers}
    return answers.get((name, kind), []) if name in known else None


@contextlib.contextmanager
def canary(address: str, port: int) -> Iterator[list[str]]:
    """Counts who comes; nobody should."""
    came: list[str] = []
    listener = socket.create_server((address, port))

    def accept() -> None:
        while True:
            try:
                client, peer = listener.accept()
            except OSError:
                return
            came.append(str(peer))
            client.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield came
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables and nothing in it: making one takes longer than most of what is looked at here."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    folder.mkdir(mode=0o700)
    done = Stranger(folder).run(str(folder), program=(sys.executable, "-c", PREPARE))
    assert done.code == 0, done.err
    return folder


def run(case: Case, folder: Path, resolver: str, prepared: Path) -> Ended:
    """One assessment in a folder of its own; one of them begins with none."""
    stranger = Stranger(folder / case.name)
    if case.name != FRESH:
        shutil.copytree(prepared, stranger.data)
    words = ["assess", case.address, "--json", *(["--allow-private"] if case.private else [])]
    return Ended(case, stranger.run(*words, REMPART_RESOLVER=resolver), stranger)


def check(ended: Ended) -> None:
    """The same for all."""
    case, said = ended.case, ended.said
    assert said.code in case.codes, said.err
    if said.code == 2:
        assert "could not be looked at" in said.err
        assert said.err.count("\n") == 1
    assert case.told in said.err
    document = said.document
    assert document["duration_s"] < IN_TIME_S
    states = {control["id"]: control["state"] for control in document["controls"]}
    wrong = {name: state for name, state in states.items() if state not in {"error", "unknown", *case.seen}}
    assert not wrong, (case.name, {c["id"]: c["reason"] for c in document["controls"] if c["id"] in wrong})
    assert document["level"]["wall"]["proven"] == 0
    if case.name == "changing":
        assert states["tls_certificate_valid"] in ("error", "not_met", "unknown")
    verified = ended.stranger.run("ledger", "verify", "--json")
    assert (verified.code, verified.document["ok"]) == (0, True)
    assert max(log["size"] for log in verified.document["logs"]) > 15  # a fact for each look, failed or not


def all_at_once(cases: list[Case], folder: Path, resolver: str, prepared: Path) -> list[Ended]:
    """Several side by side: they wait for the network most of the time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda case: run(case, folder, resolver, prepared), cases))


def test_servers_with_bad_manners(tmp_path: Path, prepared: Path) -> None:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(name_server(zone))
        resolver = f"{server[0]}:{server[1]}"

        def at(script: hostile.Script) -> str:
            return f"http://127.0.0.1:{stack.enter_context(hostile.serve(script))}"

        changing = tmp_path / "certificates"
        changing.mkdir()
        parties = [sign(Wish(names=("localhost",), common=f"number {n}")) for n in range(3)]
        port = stack.enter_context(changing_server(changing, parties))
        cases = [
            Case("hang", at(hostile.hang), told="did not answer in time"),
            Case("drip", at(hostile.drip_head), told="answer"),
            Case("unresolved", "https://gone.example", told="has no address"),
            Case("refused", f"http://127.0.0.1:{free_port()}", told="refuses connections"),
            Case("redirects", at(hostile.redirects), codes=(0,), seen=frozenset({"partial"})),
            Case("endless", at(hostile.endless), codes=(0,), seen=HEADERS),
            Case("endless_chunks", at(hostile.endless_chunks), codes=(0,), seen=HEADERS),
            Case("binary_page", at(hostile.page(bytes(range(256)) * 4_000)), codes=(0,), seen=HEADERS | {"not_met"}),
            Case("binary", at(hostile.answering(bytes(range(256)) * 40)), told="not HTTP"),
            Case("changing", f"https://localhost:{port}", codes=(0,), seen=ANSWERED),
            Case("stranger", at(hostile.page(b"<html><title>no blog</title>")), codes=(0,), seen=ANSWERED),
        ]
        ended = all_at_once(cases, tmp_path, resolver, prepared)
        for one in ended:
            check(one)


def test_names_that_lead_home(tmp_path: Path, prepared: Path) -> None:
    """Whatever trick the name plays, nobody knocks at this machine unasked, nor at an address it turned to later."""
    port = free_port()
    with name_server(zone) as server, canary("127.0.0.1", port) as came, canary("127.0.0.2", port) as turned:
        names = ["home", "mixed", "mapped", "tunnel"]
        cases = [Case(n, f"http://{n}.example:{port}", told="--allow-private", private=False) for n in names]
        cases.append(Case("turning", f"http://turning.example:{port}", told="hung up"))
        ended = all_at_once(cases, tmp_path, f"{server[0]}:{server[1]}", prepared)
        for one in ended[:-1]:
            check(one)
        before = len(came)
        check(ended[-1])
    assert before == len(came)
    assert turned == []
