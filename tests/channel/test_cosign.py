"""The hub and a real witness process's server: cosigned, refused, silent, back again; and a restored folder is seen."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

import rempart_verify
from rempart.channel import heads, integrator
from rempart.channel.cosign import ask_all
from rempart.channel.place import database
from rempart.events.catalogue import catalogue
from rempart.ledger import export, keys, recall, store
from rempart.ledger.entry import Entry
from rempart.ledger.keys import Keys
from rempart.ledger.note import ED25519, VerifierKey
from rempart.ledger.stores import sqlite
from rempart.ledger.witness import signer
from rempart.ledger.witness.server import WitnessServer
from rempart.ledger.witnesses import book
from rempart.terms.scope import Subject


class Hub:
    """An installation without its processes."""

    def __init__(self, state: Path) -> None:
        self.state = state
        state.mkdir(exist_ok=True)
        self.connection: Connection = sqlite.connect(database(state))
        self.keys: Keys = keys.load_or_create(state)

    def write(self, count: int, org: str = "acme") -> None:
        made = [Entry("a.b.happened", org, Subject("site", "s1"), n, "system", {"n": n}) for n in range(count)]
        with store.writing(self.connection):
            store.append(self.connection, made)
        self.integrate()

    def integrate(self) -> None:
        epoch = integrator.begin(self.connection, self.state, self.keys)
        while integrator.pass_once(self.connection, self.state, self.keys, epoch):
            pass

    def kinds(self) -> list[str]:
        self.integrate()
        return [one.entry.kind for one in store.read_after(self.connection, "installation")]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(tmp_path / "hub")
    with store.writing(made.connection):
        store.create(made.connection)
    yield made
    made.connection.close()


def serving(folder: Path, port: int = 0) -> WitnessServer:
    server = WitnessServer(("127.0.0.1", port), folder, signer.load_or_create(folder))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    return server


@pytest.fixture
def witness(tmp_path: Path, hub: Hub) -> Iterator[WitnessServer]:
    server = serving(tmp_path / "witness")
    server.memory.trust(str(VerifierKey(hub.keys.name, ED25519, hub.keys.public)))
    with store.writing(hub.connection):
        book.add(hub.connection, f"http://127.0.0.1:{server.server_port}", str(server.cosigner.key))
    yield server
    server.shutdown()
    server.server_close()


def test_heads_are_cosigned_and_exports_carry_it(hub: Hub, witness: WitnessServer, tmp_path: Path) -> None:
    for count in (3, 1, 300):
        hub.write(count)
        assert ask_all(hub.connection)
        assert not ask_all(hub.connection)
    done = export.export(hub.connection, "acme", tmp_path / "out")
    assert (done.size, done.witnesses) == (304, [witness.cosigner.key.name])
    given = [str(tmp_path / "out"), "--key", str(hub.keys.verifier("acme")), "--witness", str(witness.cosigner.key)]
    assert rempart_verify.main(given) == 0
    assert hub.kinds() == []


def test_a_witness_that_already_knows_more_tells_where_to_go_on(hub: Hub, witness: WitnessServer) -> None:
    hub.write(3)
    ask_all(hub.connection)
    hub.connection.execute("DELETE FROM ledger_cosignature")
    hub.write(4)
    assert ask_all(hub.connection)
    assert book.standings(hub.connection)[0].size == 7


def test_a_refusal_shouts_once_and_its_end_is_told(hub: Hub, witness: WitnessServer) -> None:
    witness.memory.connection.execute("DELETE FROM trusted")
    hub.write(3)
    for now_ms in (1_000, 2_000, 900_000):
        assert not ask_all(hub.connection, now_ms)
    assert hub.kinds() == ["ledger.witness.refused"]
    witness.memory.trust(str(VerifierKey(hub.keys.name, ED25519, hub.keys.public)))
    assert ask_all(hub.connection, 9_000_000)
    assert hub.kinds() == ["ledger.witness.refused", "ledger.witness.heard"]
    assert set(hub.kinds()) <= set(catalogue())


def test_silence_is_told_and_its_end(hub: Hub, witness: WitnessServer, tmp_path: Path) -> None:
    hub.write(3)
    port = witness.server_port
    witness.shutdown()
    witness.server_close()
    for now_ms in range(1_000_000, 2_000_000, 100_000):
        assert not ask_all(hub.connection, now_ms)
    assert hub.kinds() == ["ledger.witness.silent"]
    again = serving(tmp_path / "witness", port)
    try:
        assert ask_all(hub.connection, 9_000_000)
        assert hub.kinds() == ["ledger.witness.silent", "ledger.witness.heard"]
    finally:
        again.shutdown()
        again.server_close()


def test_a_split_view_of_the_hub_is_refused(hub: Hub, witness: WitnessServer) -> None:
    """Someone with the key rewrites history: entry 2 becomes another one, every hash and the signature made to fit."""
    hub.write(5)
    ask_all(hub.connection)
    with store.writing(hub.connection):
        for table in ("ledger_entry", "ledger_place", "ledger_node", "ledger_head", "ledger_cursor"):
            hub.connection.execute(f"DELETE FROM {table}")
    shutil.rmtree(hub.state / recall.FOLDER)
    hub.write(5)
    hub.connection.execute("DELETE FROM ledger_cosignature")
    assert not ask_all(hub.connection)
    assert "ledger.witness.refused" in hub.kinds()
    assert len(witness.memory.evidence()) == 1


def test_a_whole_folder_put_back_from_a_copy_signs_nothing(hub: Hub, witness: WitnessServer, tmp_path: Path) -> None:
    hub.write(5)
    hub.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(hub.state, tmp_path / "copy")
    hub.write(5)
    ask_all(hub.connection)
    older = Hub(tmp_path / "copy")
    heads.learn(older.connection, older.state, older.keys)  # what the integrator does before its first signature
    with pytest.raises(recall.RolledBack, match="has 5 entries, and 10 were already signed"):
        older.integrate()
    older.connection.close()


def test_two_installations_witness_each_other(tmp_path: Path) -> None:
    hubs, servers = [], []
    for name in ("one", "two"):
        made = Hub(tmp_path / name)
        with store.writing(made.connection):
            store.create(made.connection)
        hubs.append(made)
        servers.append(serving(tmp_path / f"{name}-witness"))
    try:
        for mine, (other, server) in zip(hubs, reversed(list(zip(hubs, servers, strict=True))), strict=True):
            assert mine is not other
            server.memory.trust(str(VerifierKey(mine.keys.name, ED25519, mine.keys.public)))
            with store.writing(mine.connection):
                book.add(mine.connection, f"http://127.0.0.1:{server.server_port}", str(server.cosigner.key))
        for made in hubs:
            made.write(3)
            assert ask_all(made.connection)
            assert book.status(made.connection)[0].state == "ok"
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        for made in hubs:
            made.connection.close()
