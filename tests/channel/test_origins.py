"""A spool that says more than it may: refused, kept as evidence, and shouted."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from rempart.channel import database, origins, spool
from rempart.channel.spool import Spool
from rempart.events.catalogue import catalogue
from rempart.ledger import store
from rempart.ledger.entry import Entry
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity
from tests.channel.killed import entry
from tests.channel.killing import USUAL, settle

SITE = Subject("site", "s1")


def said(**other: str) -> Entry:
    fields = {"kind": "test.number.written", "org": "acme", "log": ""} | other
    return Entry(fields["kind"], fields["org"], SITE, 1, "system:test", {"number": 9}, log=fields["log"])


def sent(state: Path, entries: Iterable[Entry], origin: str = "guard") -> list[Entry]:
    """What is refused of what this origin spools."""
    writer = Spool(state, origin)
    writer.append(entries)
    writer.close()
    connection = database.connect(state)
    spool.drain(connection, state, origin)
    connection.close()
    settle(state, USUAL | {"ledger.entry.refused"})
    connection = database.connect(state)
    found = store.read_after(connection, "installation", kinds=["ledger.entry.refused"])
    connection.close()
    return [each.entry for each in found]


@pytest.mark.parametrize(
    "attack",
    [
        said(org="rival"), said(org=""), said(log="rival"), said(log="installation"), said(log="acme.2"),
        said(kind="tests.number.written"), said(kind="fact.site.recorded"), said(kind="directory.person.erased"),
        said(kind="ledger.key.rotated", org=""),
    ],
    ids=lambda attack: f"{attack.org}-{attack.log}-{attack.kind}",
)  # fmt: skip
def test_what_it_may_not_say_is_refused_and_kept(state: Path, attack: Entry) -> None:
    (refused,) = sent(state, [entry(0), attack, entry(1)])
    assert refused.subject == Subject("origin", "guard")
    assert (refused.body["seq"], refused.body["tried"]) == (2, {"org": attack.org, "kind": attack.kind})
    assert catalogue()[refused.kind].severity == Severity.WARNING
    connection = database.connect(state)
    evidence = store.read_blob(connection, "installation", refused.body["blob"]["sha256"])
    assert store.logs(connection) == ["acme", "installation"]
    assert [each.entry.body["number"] for each in store.read_after(connection, "acme")] == [0, 1]
    connection.close()
    assert evidence is not None
    assert attack.kind.encode() in evidence


def test_the_evidence_lies_in_the_log_of_its_entry(state: Path) -> None:
    """Which is the one that follows, where the installation's own was lost: an export has both, or the entry proves nothing."""
    connection = database.connect(state)
    with store.writing(connection):
        connection.execute("INSERT INTO ledger_successor VALUES ('installation', 'installation.2', 0, 0, '')")
    connection.close()
    sent(state, [entry(0), said(org="rival")])
    connection = database.connect(state)
    (refused,) = store.read_after(connection, "installation.2", kinds=["ledger.entry.refused"])
    evidence = store.read_blob(connection, refused.log, refused.entry.body["blob"]["sha256"])
    connection.close()
    assert evidence is not None
    assert b"rival" in evidence


def test_nobody_may_until_somebody_said_so_and_not_after_a_revocation(state: Path) -> None:
    assert len(sent(state, [entry(0)], "stranger")) == 1
    assert len(sent(state, [entry(1)])) == 1
    connection = database.connect(state)
    with store.writing(connection):
        assert origins.revoke(connection, "guard") == 2
    connection.close()
    assert len(sent(state, [entry(2)])) == 2


def test_a_flood_is_named_and_not_kept_whole(state: Path) -> None:
    refused = sent(state, [said(org="rival")] * 50)
    assert len(refused) == 50
    assert sum("blob" in one.body for one in refused) == spool.EVIDENCE_MAX


@pytest.mark.parametrize(
    ("origin", "org", "kind"),
    [
        ("hub", "acme", "test.*"), ("../x", "acme", "test.*"), ("guard", "a/b", "test.*"), ("guard", "acme", "*"),
        ("guard", "acme", "test*"), ("guard", "acme", "ledger.*"), ("guard", "acme", "directory.person.erased"),
        ("guard", "acme", "nodots"),
    ],
)  # fmt: skip
def test_what_nobody_is_granted(file_state: Path, origin: str, org: str, kind: str) -> None:
    connection = database.connect(file_state)
    with pytest.raises(ValueError, match="is"), store.writing(connection):
        origins.allow(connection, origin, [org], [kind])
    connection.close()
