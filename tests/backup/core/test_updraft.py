"""Names of UpdraftPlus's files, sets and moments."""

import pytest

from rempart.backup.core.updraft import generated_ms, piece, sets

BASE = "backup_2026-03-21-0212_Maison_Lavande_951b801f6c06-"


def test_a_set_is_put_together_and_what_it_lacks_is_said() -> None:
    names = [
        f"{BASE}{end}"
        for end in ("db.gz", "plugins.zip", "uploads.zip", "uploads2.zip", "uploads10.zip", "db1.gz", "more.zip")
    ]
    (found,) = sets([*names, "log.951b801f6c06.txt", "index.html"])
    assert (found.nonce, found.moment, len(found.pieces)) == ("951b801f6c06", "2026-03-21-0212", 7)
    assert set(found.lacks) == {"no_themes", "no_others", "no_core", "more_left_out"}
    assert found.gap == "uploads3.zip"
    (whole,) = sets(names[:4])
    assert whole.gap == ""
    assert [one.name[len(BASE) :] for one in whole.pieces if one.kind == "uploads"] == ["uploads.zip", "uploads2.zip"]


def test_two_sets_are_told_apart_oldest_first() -> None:
    other = BASE.replace("2026-03-21", "2025-12-01").replace("951b", "aaaa")
    found = sets([f"{BASE}db.gz", f"{other}db.gz.crypt"])
    assert [one.moment[:4] for one in found] == ["2025", "2026"]
    assert (found[0].is_sealed, found[1].is_sealed) == (True, False)


@pytest.mark.parametrize(
    "name",
    ["backup_x", f"{BASE}db.zip", f"{BASE}plugins.gz", f"../{BASE}db.gz", f"a/{BASE}db.gz", f"{BASE}db.gz.tmp",
     f"{BASE}db.gz\n", f"{BASE}plugins99999.zip"],
)  # fmt: skip
def test_other_names_are_no_pieces(name: str) -> None:
    assert piece(name) is None


def test_the_moment_is_the_header_s_where_it_is_near_the_name_s() -> None:
    (found,) = sets([f"{BASE}db.gz"])
    named = found.named_ms()
    said = generated_ms(["#", "# Generated: Saturday 21. March 2026 01:12 UTC"], named)
    assert said is not None
    assert named - said == 3_600_000
    for line in ("# Generated: Saturday 21. March 2019 01:12 UTC", "# Generated: x 41. March 2026 01:12 UTC", "# x"):
        assert generated_ms([line], named) is None
