"""What areas keep as files is in the backup, comes back byte for byte, goes along with its organisation, and is known."""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import rempart
from rempart.directory.store.models import Organisation
from rempart.people.core.standards.course import Kind
from rempart.people.store.house_rules import HouseRule, HouseVersion
from rempart.people.store.packages import LessonPackage, PackageFile
from rempart.upkeep import backup, manifest, places, remove, restore
from rempart.upkeep.tenants import contents
from tests.upkeep import folder

NOW = 1_800_000_000_000
WORDS = b"granite-not-gravel-5"
FILM, REPORT, RULE = b"a film" * 1_000, b"an auditor's report", b"%PDF-1.7 how to report"
ELSEWHERE = {  # under a name that the data folder also uses: in a folder of a witness, a probe, a site or a work of its own
    "rempart/ledger/witness", "rempart/watch/server/own.py", "rempart/companion", "rempart/guard",
}  # fmt: skip


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


KEPT = {
    f"documents/{digest(REPORT)}": REPORT,
    f"packages/{digest(FILM)[:2]}/{digest(FILM)}": FILM,
    f"house-rules/{digest(RULE)[:2]}/{digest(RULE)}": RULE,
    "mail-model.json": b"{}",
    "timestamp.json": b'{"address": "https://time.example"}',
    "evidence/split": b"two heads",
}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder.furnish(tmp_path / "data")
    for name, data in {**KEPT, "hits/1.hits": b"old", "vault/repositories/one": b"x", "copies/a": b"x"}.items():
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "data"


@pytest.mark.parametrize("words", [None, WORDS])
def test_what_areas_keep_comes_back_byte_for_byte_elsewhere(state: Path, tmp_path: Path, words: bytes | None) -> None:
    data, seals = backup.back_up(state, NOW, words=words)
    assert not [name for name in data.manifest.files if name.startswith(("vault", "copies"))]
    restore.restore(tmp_path / "new", data.folder, NOW, seals=seals.folder, words=words)
    for name, held in KEPT.items():
        assert (tmp_path / "new" / name).read_bytes() == held, name
    assert (tmp_path / "new" / "hits/1.hits").read_bytes() == b"old"


def test_a_lost_file_comes_back_on_the_same_installation_and_what_waits_stays(state: Path) -> None:
    data, seals = backup.back_up(state, NOW)
    lost = state / f"packages/{digest(FILM)[:2]}/{digest(FILM)}"
    lost.unlink()
    (state / "hits/1.hits").write_bytes(b"newer")
    restore.restore(state, data.folder, NOW, seals=seals.folder)
    assert lost.read_bytes() == FILM
    assert (state / "hits/1.hits").read_bytes() == b"newer"


def test_an_altered_file_is_named_and_nothing_comes_in(state: Path, tmp_path: Path) -> None:
    data, _ = backup.back_up(state, NOW)
    (data.folder / f"documents/{digest(REPORT)}").write_bytes(b"another report")
    with pytest.raises(manifest.Damaged, match=digest(REPORT)):
        restore.restore(tmp_path / "new", data.folder, NOW)
    assert not (tmp_path / "new" / "documents").exists()


def test_room_is_asked_for_the_files_too(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def free(_: Path) -> object:
        return type("Usage", (), {"free": len(FILM) + backup.engine.of(state).bytes() - 1})

    monkeypatch.setattr(backup.shutil, "disk_usage", free)
    with pytest.raises(backup.NoRoom):
        backup.back_up(state, NOW)


def test_a_removal_takes_all_of_it(state: Path) -> None:
    planned = remove.plan(state, erase_data=True, unit_folders=())
    assert planned.stays == []
    remove.carry_out(state, planned)
    assert not state.exists()


@pytest.mark.django_db
def test_files_of_packages_go_along_with_their_organisation_alone(tmp_path: Path) -> None:
    here, there, out = tmp_path / "here", tmp_path / "there", tmp_path / "out"
    one, two = (Organisation.objects.create(name=name) for name in ("One", "Two"))
    shared, own = b"shared", b"own"
    _package(here, one, shared, own, FILM)
    _package(here, two, shared, b"of two")
    (here / f"packages/{digest(FILM)[:2]}/{digest(FILM)}").unlink()
    out.mkdir()
    assert contents.write(here, one, out, lambda: None) == {"documents": 0, "house_rules": 0, "packages": 2}
    assert {file.name for file in (out / "packages").iterdir()} == {digest(shared), digest(own)}
    contents.check(out)
    contents.put(out, there)
    assert (there / f"packages/{digest(own)[:2]}/{digest(own)}").read_bytes() == own
    assert contents.own(one) == [
        Path(f"packages/{name[:2]}/{name}") for name in sorted([digest(own), digest(FILM)])
    ]  # what another one has too stays when this one is deleted


@pytest.mark.django_db
def test_files_of_house_rules_go_along_and_a_rule_without_one_names_no_file(tmp_path: Path) -> None:
    here, out = tmp_path / "here", tmp_path / "out"
    one, two = (Organisation.objects.create(name=name) for name in ("One", "Two"))
    for organisation, sha256 in ((one, digest(RULE)), (one, ""), (two, "")):
        rule = HouseRule.objects.create(organisation=organisation, kind="own")
        HouseVersion.objects.create(
            organisation=organisation,
            rule=rule,
            number=1,
            dated_on="2026-11-02",
            put_ms=NOW,
            digest="",
            file_sha256=sha256,
        )
    file = Path("house-rules") / digest(RULE)[:2] / digest(RULE)
    (here / file).parent.mkdir(parents=True)
    (here / file).write_bytes(RULE)
    out.mkdir()
    assert contents.write(here, one, out, lambda: None)["house_rules"] == 1
    contents.check(out)
    contents.put(out, tmp_path / "there")
    assert (tmp_path / "there" / file).read_bytes() == RULE
    assert contents.own(one) == [file]
    assert contents.own(two) == []


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / ("0" * 64)).write_bytes(b"forged")
    with pytest.raises(contents.BadContents, match="what its name says"):
        contents.check(tmp_path)


def _package(state: Path, organisation: Organisation, *files: bytes) -> None:
    made = LessonPackage.objects.create(
        organisation=organisation, kind=Kind.SCORM12, version="1", title="x", minutes=1, parts=[], sha256="0" * 64,
        bytes=1, files=len(files), added_ms=NOW,
    )  # fmt: skip
    for data in files:
        PackageFile.objects.create(package=made, path=digest(data), sha256=digest(data), size=len(data))
        file = state / "packages" / digest(data)[:2] / digest(data)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def test_every_name_in_the_data_folder_is_known() -> None:
    """Whoever writes `state_folder() / "new"` also says whether a backup takes it."""
    found = {(file, name) for file, name in _names() if not any(file.startswith(other) for other in ELSEWHERE)}
    assert len(found) > 20
    assert sorted((file, name) for file, name in found if not places.is_ours(name)) == []


def _names() -> Iterator[tuple[str, str]]:
    root = Path(rempart.__file__).parent
    for file in sorted(root.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        known = {
            target.id: name
            for line in tree.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name) and (name := _first(line.value, {})) is not None
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_state(node.left):
                name = _first(node.right, known)
                if name is not None:
                    yield file.relative_to(root.parent).as_posix(), name


def _is_state(node: ast.expr) -> bool:
    """`state`, `settings.STATE`, `state_folder()`."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "state_folder"
    return ast.unparse(node) in ("state", "settings.STATE", "self._state")


def _first(node: ast.expr, known: dict[str, str]) -> str | None:
    """The first part of a path that is written out: a text, `Path("keys") / "x"`, or the name of such a constant."""
    if isinstance(node, ast.BinOp):
        return _first(node.left, known)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "Path" and node.args:
        return _first(node.args[0], known)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.partition("/")[0]
    if isinstance(node, ast.JoinedStr):
        return None
    return known.get(node.id) if isinstance(node, ast.Name) else None
