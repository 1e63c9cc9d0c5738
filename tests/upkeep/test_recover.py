"""A backup made before the key was replaced is put back, and the record recovered on top of it."""

import contextlib
from pathlib import Path

import rempart_verify
from rempart.channel import database, settle
from rempart.channel.turn import Turn
from rempart.ledger import export, keys, rotate
from rempart.ledger.recovery import recover
from rempart.ledger.verify import verify
from rempart.upkeep import backup
from rempart.upkeep.restore import restore
from tests.upkeep import folder

NOW = 1_800_000_000_000


def test_restored_from_before_a_change_of_keys_and_recovered(tmp_path: Path) -> None:
    state = tmp_path / "data"
    folder.furnish(state)
    first = keys.load(state)
    made = backup.back_up(state, NOW)[0]
    folder.write(state, 5)
    settle.rotate_key(state)
    folder.write(state, 5)
    with contextlib.closing(database.connect(state)) as connection:
        logs = [log for (log,) in connection.execute("SELECT log FROM ledger_head").fetchall()]
        for log in logs:
            export.export(connection, log, tmp_path / log)
    done = restore(state, made.folder, NOW + 1, replace=True)  # its heads were signed with the key of that time
    assert done.rolled_back is not None
    signing = keys.load(state)
    assert signing.public != first.public
    with contextlib.closing(database.connect(state)) as connection, Turn(state, connection):
        back = recover.recover(connection, state, signing, [tmp_path / log for log in logs])
        assert [one.successor for one in back] == [""] * len(back)
    settle.settle(state)
    with contextlib.closing(database.connect(state)) as connection:
        for log in logs:
            assert verify(connection, log, rotate.verifier_in(connection, state, signing, log)).ok
            export.export(connection, log, tmp_path / log)
            assert rempart_verify.main([str(tmp_path / log), "--key", str(first.verifier(log))]) == 0
