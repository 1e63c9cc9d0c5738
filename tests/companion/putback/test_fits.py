"""A network of sites and a single site do not take each other's place: a network's other sites would not answer, or
WordPress would not begin with the tables of a single one."""

from pathlib import Path

import pytest

from rempart.channel.source import Parcel, Table, Trouble
from rempart.companion.actions.put_site import fits

ALL = ("wp_a", "wp_blogs", "wp_site")


@pytest.mark.parametrize(
    ("is_network", "tables", "config", "code"),
    [
        (False, ALL, None, "network_first"),
        (False, ALL, "define( 'MULTISITE', true );", "network_first"),
        (False, ALL, "// a network long given up, whose tables stayed", ""),
        (False, ("wp_2_a",), None, ""),
        (True, ALL, "define('MULTISITE', TRUE);", ""),
        (True, ("wp_a",), None, "network_now"),
    ],
)
def test_what_the_copy_was_of_and_what_stands_there(
    tmp_path: Path, is_network: bool, tables: tuple[str, ...], config: str | None, code: str
) -> None:
    if config is not None:
        (tmp_path / "wp-config.php").write_text(f"<?php {config}")
    told: list[str] = []
    try:
        fits(parcel(tmp_path, tables), {"prefix": "wp_", "is_multisite": is_network}, {"kind": "mariadb"})
    except Trouble as trouble:
        told.append(trouble.code)
    assert told == [code] * bool(code)


def test_a_part_of_a_single_site_may_go_into_a_network(tmp_path: Path) -> None:
    """One table named by its name, or an old archive of another program: the network's own tables stay."""
    fits(parcel(tmp_path, ("wp_a",), is_whole=False), {"prefix": "wp_", "is_multisite": True}, {"kind": "mysql"})


def parcel(files: Path, tables: tuple[str, ...], *, is_whole: bool = True) -> Parcel:
    held = tuple(Table(name, f"{name}.sql", 2, 1, "0" * 64) for name in tables)
    return Parcel("one", is_whole, files, files, "mysql", "", held)
