"""Keys change hands in the open, at any moment of a crash, and a checker with the first key follows."""

import json
from pathlib import Path

import pytest

import rempart_verify
from rempart.channel import integrator
from rempart.channel.settle import rotate_key
from rempart.ledger import export, keys, recall, rotate, store
from rempart.ledger.entry import Entry
from rempart.ledger.keys import Keys
from rempart.terms.scope import Subject
from tests.ledger.conftest import Ledger


def run(ledger: Ledger) -> None:
    epoch = integrator.begin(ledger.connection, ledger.state, ledger.keys)
    ledger.epoch = epoch
    while integrator.pass_once(ledger.connection, ledger.state, ledger.keys, epoch):
        pass


def exported(ledger: Ledger, folder: Path, key: object, *more: str) -> int:
    export.export(ledger.connection, "acme", folder)
    return rempart_verify.main([str(folder), "--key", str(key), *more])


def rotated(ledger: Ledger) -> tuple[Keys, Keys]:
    before = keys.load(ledger.state)
    rotate.request(ledger.state)
    run(ledger)
    return before, keys.load(ledger.state)


def test_a_checker_with_the_first_key_follows(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(300)
    kept = tmp_path / "kept"
    export.export(ledger.connection, "acme", tmp_path / "before")
    kept.write_bytes((tmp_path / "before" / "checkpoint").read_bytes())
    first, second = rotated(ledger)
    ledger.append(ledger.entry(1))
    run(ledger)
    _, third = rotated(ledger)
    assert len({first.public, second.public, third.public}) == 3
    assert exported(ledger, tmp_path / "out", first.verifier("acme"), "--since", str(kept)) == 0
    for later in (second, third):
        assert rempart_verify.main([str(tmp_path / "out"), "--key", str(later.verifier("acme"))]) == 0
    assert export.first_old_key(tmp_path / "out") == str(first.verifier("acme"))
    assert rotate.earlier(ledger.state, "acme") == [first.verifier("acme"), second.verifier("acme")]
    stranger = keys.load_or_create(tmp_path / "elsewhere")
    assert (
        rempart_verify.main([str(tmp_path / "out"), "--key", str(Keys(first.name, stranger.seed).verifier("acme"))])
        == 1
    )


def test_the_old_secret_is_gone(ledger: Ledger) -> None:
    ledger.fill(3)
    old, _ = rotated(ledger)
    secret = keys.written(old.name, old.seed).split("+", 4)[4].strip()
    for file in (ledger.state / "keys").iterdir():
        assert secret not in file.read_text()
    assert not rotate.is_under_way(ledger.state)


def test_each_head_is_signed_by_the_key_of_its_time(ledger: Ledger, tmp_path: Path) -> None:
    """The old key may not sign what holds the change: its thief could go on with it."""
    ledger.fill(3)
    old, _ = rotated(ledger)
    head = store.head(ledger.connection, "acme")
    assert head is not None
    assert head.size == 4
    export.export(ledger.connection, "acme", tmp_path / "out")
    (tmp_path / "out" / "checkpoint").write_text(old.sign("acme", head.size, head.root), "utf-8")
    assert rempart_verify.main([str(tmp_path / "out"), "--key", str(old.verifier("acme"))]) == 1


@pytest.mark.parametrize("member", ["old_signature", "new_signature", "new"])
def test_a_change_that_both_did_not_sign_is_refused(
    ledger: Ledger, tmp_path: Path, member: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.fill(3)
    old, new = ledger.keys, keys.load_or_create(tmp_path / "elsewhere")
    body = rotate._entry(old, Keys(old.name, new.seed), "acme", "acme", 0).body
    thief = Keys(old.name, bytes(32))
    other = rotate._entry(thief, Keys(old.name, bytes([1]) * 32), "acme", "acme", 0).body
    body[member] = other[member]
    ledger.append(Entry(rotate.KIND, "acme", Subject("key", "x"), 0, "system", body))
    while ledger.integrate():
        pass
    assert exported(ledger, tmp_path / "out", old.verifier("acme"), "--json") == 1
    assert "entry 3: a change of keys" in json.loads(capsys.readouterr().out)["reason"]


def test_an_entry_about_other_keys_says_nothing(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(3)
    thief = Keys(ledger.keys.name, bytes(32))
    body = rotate._entry(thief, Keys(ledger.keys.name, bytes([1]) * 32), "acme", "acme", 0).body
    ledger.append(Entry(rotate.KIND, "acme", Subject("key", "x"), 0, "system", body))
    while ledger.integrate():
        pass
    assert exported(ledger, tmp_path / "out", ledger.keys.verifier("acme")) == 0


@pytest.mark.parametrize("calls", range(1, 7))
def test_a_crash_at_any_signature_is_gone_on_from(
    ledger: Ledger, tmp_path: Path, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.fill(300)
    ledger.fill(3, org="other")
    first = keys.load(ledger.state)
    ledger.append(*(ledger.entry(number) for number in range(5)))
    rotate.request(ledger.state)
    real, seen = store.integrate, []

    def dies(*given: object, **named: object) -> int:
        seen.append(1)
        if len(seen) == calls:
            raise KeyboardInterrupt
        return real(*given, **{**named, "limit": 4})  # type: ignore[arg-type]

    monkeypatch.setattr(store, "integrate", dies)
    try:
        run(ledger)
    except KeyboardInterrupt:
        ledger.append(ledger.entry(9))
    monkeypatch.setattr(store, "integrate", real)
    run(ledger)
    assert not rotate.is_under_way(ledger.state)
    kinds = [one.entry.kind for one in store.read_after(ledger.connection, "acme", limit=1000)]
    assert kinds.count(rotate.KIND) == 1
    assert exported(ledger, tmp_path / "out", first.verifier("acme")) == 0
    recall.check(ledger.connection, ledger.state, keys.load(ledger.state))


def test_a_log_younger_than_the_change_starts_with_the_new_key(ledger: Ledger, tmp_path: Path) -> None:
    ledger.fill(3, org="other")
    ledger.append(*(ledger.entry(number) for number in range(3)))  # its first entries wait for their place
    rotated(ledger)
    assert exported(ledger, tmp_path / "out", keys.load(ledger.state).verifier("acme")) == 0


def test_the_command_rotates_and_a_second_one_too(file_ledger: Ledger, tmp_path: Path) -> None:
    ledger = file_ledger
    ledger.fill(3)
    first = keys.load(ledger.state).verifier("acme")
    rotate_key(ledger.state)
    rotate_key(ledger.state)
    assert exported(ledger, tmp_path / "out", first) == 0
    assert len(rotate.earlier(ledger.state, "acme")) == 2
