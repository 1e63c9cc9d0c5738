"""Every place that can be had here: a folder, a REST server that only appends, SFTP (BAK-02, BAK-09)."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from rempart.backup.core.keeping import Keep
from rempart.backup.core.place import Identity, Opened, Place, Unusable, Where
from rempart.backup.net import restic
from rempart.backup.net.process import Call, run
from rempart.backup.places import folder, rest, s3, sftp_store
from rempart.channel.source import Trouble
from tests.backup.house import Desk
from tests.servers import s3_store as s3_servers
from tests.servers.rest_store import rest_store
from tests.servers.s3_store import s3_store
from tests.servers.sshd import sshd


def repository(opened: Opened, tmp: Path, **more: object) -> restic.Repository:
    """With a password."""
    return restic.Repository(opened, b"granite", tmp / "cache", "site", **{"allow_private": True, **more})  # type: ignore[arg-type]


def opened(unit: Place, given: Mapping[str, str], identity: Identity = Identity.WRITE) -> Opened:
    """The unit's answer."""
    return unit.open(Where(given, "part", "/nowhere", identity))


def keep(found: restic.Repository, tmp: Path) -> str:
    """One snapshot of one file."""
    (tmp / "f.txt").write_text("x")
    restic.init(found)
    return restic.backup(found, [tmp / "f.txt"], desk=Desk()).id


@pytest.mark.slow
def test_a_server_that_only_appends_refuses_the_writer_and_obeys_the_pruner(tmp_path: Path) -> None:
    with (
        rest_store(tmp_path / "store", append_only=True) as write,
        rest_store(tmp_path / "store", user="pruner", password="gravel", append_only=False) as prune,
    ):
        given = {
            "url": write, "user": "shop", "password": "granite",
            "prune_url": prune, "prune_user": "pruner", "prune_password": "gravel",
        }  # fmt: skip
        writer = repository(opened(rest.UNIT, given), tmp_path)
        first = keep(writer, tmp_path)
        keep(writer, tmp_path)
        began = time.monotonic()
        with pytest.raises(Trouble) as refused:
            restic.delete(writer, first)
        assert refused.value.code == "refused_us"
        assert time.monotonic() - began < 10.0  # restic itself would ask for most of a minute, and newer ones for 15
        assert restic.locks(writer) == 0  # it was asked to end, and took its lock along
        assert len(restic.snapshots(writer)) == 2
        pruner = repository(opened(rest.UNIT, given, Identity.PRUNE), tmp_path)
        assert len(restic.forget(pruner, Keep(0, 0, 0, 0).flags(), Desk())) == 1
        restic.check(writer, Desk())
        with pytest.raises(Trouble) as caught:
            restic.snapshots(repository(opened(rest.UNIT, {**given, "password": "wrong-one"}), tmp_path))
        assert "wrong-one" not in caught.value.detail
        with pytest.raises(Trouble) as barred:
            restic.snapshots(repository(opened(rest.UNIT, given), tmp_path, allow_private=False))
        assert barred.value.code == "not_allowed"


@pytest.mark.slow
def test_over_sftp_with_the_key_in_memory_alone(tmp_path: Path) -> None:
    with sshd(tmp_path / "sshd") as door:
        given = {
            "host": "127.0.0.1", "port": str(door.port), "user": door.user, "host_key": door.host_key,
            "private_key": door.private_key, "folder": str(tmp_path / "far"),
        }  # fmt: skip
        found = repository(opened(sftp_store.UNIT, given), tmp_path)
        made = keep(found, tmp_path)
        restic.restore(found, made, tmp_path / "back", Desk())
        assert (tmp_path / "back" / str(tmp_path)[1:] / "f.txt").read_text() == "x"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_real_object_store_keeps_gives_back_and_lets_only_the_pruner_delete(tmp_path: Path) -> None:
    """SeaweedFS with a policy as a person would write it: add, read, list; delete nothing but one's own locks."""
    with s3_store(tmp_path / "store") as store:
        given = {
            "url": store.url, "bucket": s3_servers.BUCKET, "region": "", "key_id": s3_servers.WRITER[0],
            "secret": s3_servers.WRITER[1], "prune_key_id": s3_servers.OWNER[0], "prune_secret": s3_servers.OWNER[1],
        }  # fmt: skip
        pruner = repository(opened(s3.UNIT, given, Identity.PRUNE), tmp_path)
        restic.init(pruner)  # the bucket is the owner's to make
        writer = repository(opened(s3.UNIT, given), tmp_path)
        first, second = keep(writer, tmp_path), keep(writer, tmp_path)
        restic.restore(writer, first, tmp_path / "back", Desk())
        assert (tmp_path / "back" / str(tmp_path)[1:] / "f.txt").read_text() == "x"
        restic.check(writer, Desk(), "100%")
        assert restic.locks(writer) == 0  # its own it may take away
        with pytest.raises(Trouble) as refused:
            restic.delete(writer, first)
        assert refused.value.code == "refused_us"
        assert "DeleteObjectHandler" not in _said_of(store.log, f"snapshots/{first}")
        assert {one["id"][:8] for one in restic.snapshots(writer)} == {first, second}
        gone = restic.forget(pruner, Keep(0, 0, 0, 0).flags(), Desk())
        assert [one[:8] for one in gone] == [first]
        restic.check(writer, Desk())
        stranger = {**given, "key_id": s3_servers.STRANGER[0], "secret": s3_servers.STRANGER[1]}
        for wrong in (stranger, {**given, "secret": "very-wrong-one"}):
            with pytest.raises(Trouble) as caught:
                restic.snapshots(repository(opened(s3.UNIT, wrong), tmp_path))
            assert caught.value.code == "refused_us"
            assert "very-wrong-one" not in caught.value.detail
        with pytest.raises(Trouble) as barred:
            restic.snapshots(repository(opened(s3.UNIT, given), tmp_path, allow_private=False))
        assert barred.value.code == "not_allowed"


def _said_of(log: Path, what: str) -> str:
    return "\n".join(line for line in log.read_text(errors="replace").splitlines() if what in line)


def test_the_keys_of_an_object_store_travel_in_a_file_in_memory() -> None:
    given = {"url": "https://store.example", "bucket": "b", "key_id": "AK", "secret": "very-secret"}
    found = opened(s3.UNIT, given)
    assert found.repository == "s3:https://store.example/b/part"
    assert "very-secret" not in str(found.env)
    assert b"very-secret" in found.secrets["keys"]
    with pytest.raises(Unusable):
        opened(s3.UNIT, {**given, "secret": "a\nb"})


@pytest.mark.parametrize("url", ["file:///etc", "https://u:p@x", "", "rest:x"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Unusable):
        opened(rest.UNIT, {"url": url})


def test_a_lock_is_waited_for_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal
    import subprocess

    monkeypatch.setattr(restic, "LOCK_PAUSE_S", 0.05)
    found = repository(opened(folder.UNIT, {"folder": str(tmp_path / "r")}), tmp_path)
    keep(found, tmp_path)
    (tmp_path / "pw").write_text("granite")
    env = {"PATH": os.environ["PATH"], "RESTIC_PASSWORD_FILE": str(tmp_path / "pw"), "HOME": str(tmp_path)}
    argv = ["restic", "-r", str(tmp_path / "r" / "part"), "backup", "--stdin", "--quiet"]
    other = subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        while restic.locks(found) == 0:
            assert other.poll() is None
        with pytest.raises(Trouble) as caught:
            restic.forget(found, Keep(0, 0, 0, 0).flags(), Desk())
        assert caught.value.code == "locked"
        assert str(other.pid) in caught.value.detail
    finally:
        other.send_signal(signal.SIGKILL)
        other.communicate()
    restic.forget(found, Keep(0, 0, 0, 0).flags(), Desk())  # the dead one's lock is taken away


def test_a_program_is_bounded_in_time_and_output_and_shows_no_secret(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        run(Call(["sleep", "30"], within_s=0.1))
    assert caught.value.code == "silent"
    with pytest.raises(Trouble) as caught:
        run(Call(["cat", "/dev/zero"], within_s=30))
    assert caught.value.code == "too_large"
    with pytest.raises(Trouble) as caught:
        run(Call(["no-such-tool"]))
    assert caught.value.code == "no_tool"
    shown = run(Call(["cat", "{one}", "/proc/self/cmdline"], secrets={"one": b"hidden\n"}))
    assert shown.out.startswith(b"hidden\n")
    assert b"hidden" not in shown.out[7:]
