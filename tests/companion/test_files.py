"""Files out of the site: whole, in slices, from anywhere on; and nothing from outside the site, however it is asked."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rempart.channel.companion import Refused
from rempart.channel.companion.copying import Entry, files, small_files, whole_file
from tests.companion.house import House

pytestmark = pytest.mark.slow
BIG = 9_000_001  # three pieces


def _on_disk(root: Path) -> dict[str, str]:
    found = {}
    for path in root.rglob("*"):
        kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
        found[os.fsdecode(os.path.relpath(os.fsencode(path), os.fsencode(root)))] = kind
    return found


def _plant(house: House) -> None:
    account = house.account
    account.write("wp-content/uploads/big.bin", os.urandom(BIG))
    account.write("wp-content/uploads/empty.txt", b"")
    account.write("wp-content/uploads/pierre é 石.txt", "roc")
    odd = os.fsdecode(b"wp-content/uploads/caf\xe9.txt")  # a name that is no UTF-8
    account.write(odd, "latin")
    (account.root / "wp-content/uploads/away").unlink(missing_ok=True)
    (account.root / "wp-content/uploads/away").symlink_to("/etc")
    (account.root / "wp-content/uploads/passwd.txt").unlink(missing_ok=True)
    (account.root / "wp-content/uploads/passwd.txt").symlink_to("/etc/passwd")


def test_the_list_is_what_is_on_the_disk_and_goes_on_from_anywhere(house: House) -> None:
    _plant(house)
    listed = list(files(house.companion, "site"))
    told = {one.path: "link" if one.kind == "unreadable" else one.kind for one in listed}
    assert told == _on_disk(house.account.root)  # open_basedir does not even say that a link out is one
    odd = next(one for one in listed if one.path.endswith(os.fsdecode(b"caf\xe9.txt")))
    assert odd.sha256 == hashlib.sha256(b"latin").hexdigest()
    for place in (0, len(listed) // 2, listed.index(odd), len(listed) - 1):
        rest = [one.path for one in files(house.companion, "site", after=listed[place].path, hashed=False)]
        assert rest == [one.path for one in listed[place + 1 :]]


def test_small_slices_are_the_same_list(house: House) -> None:
    args = {"root": "site", "limit": 700}
    taken: list[str] = []
    while True:
        answer = house.companion.call("files", args)
        taken += [one.get("path", one.get("raw")) for one in answer["entries"]]
        following = answer["next"]
        if following is None:
            break
        args = {"root": "site", "limit": 700, "after": following.get("path", following.get("raw")), "after_is_raw": "raw" in following}  # fmt: skip
    whole = house.companion.call("files", {"root": "site"})
    assert taken == [one.get("path", one.get("raw")) for one in whole["entries"]]


def test_files_come_byte_for_byte_and_go_on_in_the_middle(house: House) -> None:
    _plant(house)
    root = house.account.root
    listed = [one for one in files(house.companion, "site", hashed=True) if one.kind == "file"]
    big = next(one for one in listed if one.path.endswith("big.bin"))
    content = (root / big.path).read_bytes()
    pieces = list(whole_file(house.companion, "site", big))
    assert (b"".join(pieces), len(pieces)) == (content, 3)
    assert b"".join(whole_file(house.companion, "site", big, offset=8_000_000)) == content[8_000_000:]
    some = [one for one in listed if one.size < 200_000][:600]
    got = list(small_files(house.companion, "site", some))
    assert [one.entry.path for one in got] == [one.path for one in some]
    assert all(one.word == "" and one.content == (root / one.entry.path).read_bytes() for one in got)


def test_a_file_that_changed_meanwhile_is_told(house: House) -> None:
    _plant(house)
    entry = Entry("wp-content/uploads/big.bin", "file", size=BIG, mtime=1)
    with pytest.raises(Refused, match="changed"):
        list(whole_file(house.companion, "site", entry))
    (had,) = small_files(house.companion, "site", [Entry("wp-content/uploads/empty.txt", "file", size=5, mtime=1)])
    assert had.word == "changed"


OUTSIDE = [
    "../wp-config.php",
    "wp-content/../../../etc/passwd",
    "/etc/passwd",
    "wp-content//uploads",
    ".",
    "..",
    "",
    "wp-content/uploads/../../wp-config.php",
    "wp-content\\..\\..\\x",
    "wp-content/uploads/big.bin\0.txt",
    "wp-content/uploads/away/passwd",
    "wp-content/uploads/passwd.txt",
    "php://filter/resource=index.php",
    "file:///etc/passwd",
    "http://127.0.0.1/",
    "wp-content/uploads/own/index.php",
    "wp-content",
    "a/" * 70 + "a",
]


def test_nothing_outside_is_read(houses: Callable[[str], House]) -> None:
    house = houses("mariadb")
    _plant(house)
    own = house.account.root / "wp-content/uploads/own"
    own.unlink(missing_ok=True)
    own.symlink_to(house.account.root)  # also not by a link that stays inside
    for path in OUTSIDE:
        with pytest.raises(Refused) as no:
            house.companion.stream("file", {"root": "site", "path": path})
        assert no.value.word in ("path", "args"), path
        head, content = house.companion.stream("file", {"root": "site", "files": [{"path": path}]})
        assert (head["files"][0]["error"], content) == ("path", b""), path
    own.unlink()


def test_a_link_to_the_neighbour_gives_nothing(houses: Callable[[str], House]) -> None:
    first, second = houses("sqlite"), houses("mariadb")
    link = first.account.root / "wp-content/uploads/neighbour"
    link.unlink(missing_ok=True)
    link.symlink_to(second.account.root)
    try:
        listed = {one.path: one.kind for one in files(first.companion, "site", hashed=False)}
        assert listed["wp-content/uploads/neighbour"] in ("link", "unreadable")
        assert not any(path.startswith("wp-content/uploads/neighbour/") for path in listed)
        with pytest.raises(Refused):
            first.companion.stream("file", {"root": "site", "path": "wp-content/uploads/neighbour/wp-config.php"})
    finally:
        link.unlink()


def test_an_option_cannot_make_another_folder_a_root(house: House) -> None:
    before = house.account.php("$was = get_option('upload_path'); update_option('upload_path', '/etc'); echo $was;")
    try:
        assert house.companion.call("hello")["roots"] == ["site"]
        with pytest.raises(Refused):
            house.companion.call("files", {"root": "uploads"})
    finally:
        house.account.php(f"update_option('upload_path', '{before}');")


@pytest.mark.parametrize("root", ["", "etc", "../..", "/"])
def test_no_other_root_has_a_name(houses: Callable[[str], House], root: str) -> None:
    with pytest.raises(Refused):
        houses("sqlite").companion.call("files", {"root": root})
