"""Shares, counting, keeping, unrest, listings and manifests: the parts that only decide."""

import secrets
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.backup.core import listing, manifest, shares, stages, three, unrest
from rempart.backup.core.keeping import Keep
from rempart.channel.source import Table


def test_two_shares_make_the_key_and_one_alone_is_nothing() -> None:
    key = secrets.token_bytes(32)
    one, two = shares.split(key)
    assert shares.join(one, two) == key
    assert shares.join(two.lower().replace("-", " "), one) == key
    with pytest.raises(shares.BadShare):
        shares.join(one, one)
    with pytest.raises(shares.BadShare):
        shares.join(one, shares.split(secrets.token_bytes(32))[1])


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_a_mistyped_share_is_noticed(text: str) -> None:
    other = shares.split(bytes(32))[1]
    with pytest.raises(shares.BadShare):
        shares.join(text, other)


def test_three_two_one_counts_the_site_and_assumes_nothing() -> None:
    disk, store = three.Copy("disk", False, False), three.Copy("object_store", True, True)
    assert three.count([]).copies == 1
    assert not three.count([disk, disk]).stands
    assert not three.count([disk, three.Copy("object_store", True, False)]).stands
    assert three.count([disk, store]).stands


def test_the_newest_snapshot_always_stays() -> None:
    assert Keep(0, 0, 0, 0).flags() == ["--keep-last", "1", "--keep-tag", "rempart-archive"]
    assert "--keep-daily" in Keep().flags()


def test_an_ordinary_day_is_no_alarm_and_an_encrypted_one_is() -> None:
    change = unrest.Change
    assert unrest.reasons(change(1_000, 1_010, 20, 10, 5_000, 5_100, 30, 0)) == ()
    assert unrest.reasons(change(10, 2, 10, 0, 5, 5)) == ()  # too small to tell
    assert unrest.reasons(change(1_000, 500, 0, 0, 5_000, 5_000)) == ("gone",)
    assert unrest.reasons(change(1_000, 1_000, 900, 0, 5_000, 5_000)) == ("changed",)
    assert unrest.reasons(change(1_000, 1_000, 40, 0, 5_000, 5_000, 40, 38)) == ("scrambled",)
    assert unrest.reasons(change(1_000, 1_000, 0, 1_000, 5_000, 10)) == ("gone", "rows_gone")


def test_noise_is_told_from_text() -> None:
    assert unrest.is_scrambled("index.php", secrets.token_bytes(8_000))
    assert not unrest.is_scrambled("index.php", b"<?php echo 'hello world';\n" * 400)
    assert not unrest.is_scrambled("photo.jpg", secrets.token_bytes(8_000))


def test_after_a_long_sleep_one_run_follows_not_all_that_were_missed() -> None:
    assert stages.next_at(1_000, 60, 2_000) == 61_000
    assert stages.next_at(1_000, 60, 10_000_000) == 10_000_000


GOOD: list[dict[str, Any]] = [
    {"path": "/a", "type": "dir"},
    {"path": "/a/b", "type": "file", "size": 3},
    {"path": "/l", "type": "symlink"},
]


def test_a_listing_is_counted() -> None:
    assert listing.examine(GOOD) == listing.Holds(1, 3)


@pytest.mark.parametrize(
    "node",
    [
        {"path": "/a/../../etc/passwd", "type": "file"},
        {"path": "a", "type": "file"},
        {"path": "/a//b", "type": "file"},
        {"path": "/a/b", "type": "file"},
        {"path": "/l/x", "type": "file"},
        {"path": "/a/b/c", "type": "file"},
        {"path": "/dev0", "type": "dev"},
        {"path": "/" + "x" * 5_000, "type": "file"},
        {"path": "/nul\0", "type": "file"},
    ],
)
def test_a_hostile_listing_is_refused(node: dict[str, object]) -> None:
    with pytest.raises(listing.Unsafe):
        listing.examine([*GOOD, node])


MANIFEST = manifest.Manifest(
    "s", "here", 1, "/srv/x", 1, 1, "/copy", "mysql", "", (Table("t", "00001.sql", 1, 1, "0" * 64),), ("views",)
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert manifest.read(manifest.write(MANIFEST)) == MANIFEST


@pytest.mark.parametrize(
    "change",
    [
        (b'"/srv/x"', b'"/srv/../etc"'),
        (b'"00001.sql"', b'"../../x.sql"'),
        (b'"place": ""', b'"place": "../../etc/cron.d/x"'),
        (b'"v": 1', b'"v": 2'),
        (b'"rows": 1', b'"rows": "many"'),
        (b'"root": "/srv/x"', b'"root": 7'),
        (b"{", b"["),
    ],
)
def test_a_lying_manifest_is_refused(change: tuple[bytes, bytes]) -> None:
    data = manifest.write(MANIFEST)
    assert change[0] in data
    with pytest.raises(manifest.BadManifest):
        manifest.read(data.replace(change[0], change[1], 1))


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_manifest_or_refused(data: bytes) -> None:
    with pytest.raises(manifest.BadManifest):
        manifest.read(data)
