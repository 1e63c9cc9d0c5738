"""`rempart archive FILE`: the words, streams and exit codes of docs/contracts.md."""

import json
import subprocess
import sys

import pytest

from rempart.cli.main import main
from rempart.mail.net import box
from tests.mail.archives import Made, by_7zip, zipped


@pytest.fixture
def archive(tmp_path, capsys):
    def run(data: bytes, *options: str, name: str = "a.zip"):
        (tmp_path / name).write_bytes(data)
        code = main(["archive", str(tmp_path / name), *options])
        return code, *capsys.readouterr()

    return run


def test_one_document_with_the_words_of_the_contract(archive):
    code, out, err = archive(zipped(Made("a"), Made("d", kind="folder")), "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert list(document) == ["file", "verdict", "reasons", "entries", "bytes"]
    assert document["file"].endswith("a.zip")
    assert {key: document[key] for key in list(document)[1:]} == {
        "verdict": "safe",
        "reasons": [],
        "entries": 2,
        "bytes": 6,
    }


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (lambda: zipped(Made("../../x")), "unsafe"),
        (lambda: by_7zip("-psecret", a_txt=b"x"), "encrypted"),
        (lambda: b"words", "unreadable"),
        (lambda: zipped(Made("a"))[:-9], "unreadable"),
    ],
    ids=["evil", "locked", "no archive", "cut"],
)
def test_a_verdict_alone_ends_nothing_but_where_it_was_asked_to(archive, made, verdict):
    data = made()
    code, out, _ = archive(data, "--json", name="a.bin")
    document = json.loads(out)
    assert (code, document["verdict"]) == (0, verdict)
    assert document["reasons"]
    assert archive(data, "--json", "--fail-on", verdict, name="a.bin")[0] == 1
    assert archive(data, "--json", "--fail-on", "unsafe,encrypted,unreadable", name="a.bin")[0] == 1
    other = "encrypted" if verdict == "unsafe" else "unsafe"
    assert archive(data, "--fail-on", other, name="a.bin")[0] == 0


def test_numbers_that_nobody_knows_are_null(archive):
    document = json.loads(archive(by_7zip("-psecret", "-mhe=on", a_txt=b"x"), "--json", name="a.7z")[1])
    assert (document["entries"], document["bytes"]) == (None, None)


def test_a_reason_says_what_unpacking_would_have_done(archive):
    data = zipped(Made("photos", kind="link", target="/home/me/.ssh"), Made("photos/authorized_keys"))
    reasons = json.loads(archive(data, "--json")[1])["reasons"]
    assert reasons == [
        "link_out: 'photos' is a link out of the folder, to /home/me/.ssh",
        "link_then_write: 'photos/authorized_keys' would be written through the link to /home/me/.ssh",
    ]


def test_where_an_archive_within_is_to_blame_is_said(archive):
    reasons = json.loads(archive(zipped(Made("in.zip", zipped(Made("../x")))), "--json")[1])["reasons"]
    assert reasons == ["traversal: 'in.zip!/../x' would be written outside of the folder"]


def test_entries_with_their_digests_on_request(archive):
    document = json.loads(archive(zipped(Made("a", b"")), "--json", "--entries")[1])
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert document["members"] == [{"path": "a", "within": "", "kind": "file", "size": 0, "sha256": empty}]
    assert (document["walls"], document["format"], len(document["sha256"])) == ("namespaces", "zip", 64)


def test_a_name_of_the_file_cannot_speak_to_the_terminal(archive):
    code, out, _ = archive(zipped(Made("../\x1b[2Jx\n\u202e")))
    assert code == 0
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_where_it_came_from_counts(archive):
    assert json.loads(archive(b"words", "--json", "--name", "invoice.pdf.js")[1])["verdict"] == "unsafe"


@pytest.mark.parametrize("words", [["missing.zip"], ["."], ["x", "--fail-on", "bad"], [], ["a", "b"]])
def test_wrong_use_ends_with_2(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["archive", *words, "--json"])
    except SystemExit as bad:
        code = bad.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_progress_only_where_it_was_asked_for(archive):
    code, out, err = archive(zipped(Made("a")), "--json", "--progress")
    assert code == 0
    assert json.loads(out)["verdict"] == "safe"
    assert "6 bytes looked at" in err


def test_weaker_walls_are_said(archive, monkeypatch):
    monkeypatch.setattr(box, "works", lambda: False)
    code, out, err = archive(zipped(Made("a")), "--json")
    assert (code, json.loads(out)["verdict"]) == (0, "safe")
    assert "weaker" in err


def test_as_a_program(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(Made("../x")))
    done = subprocess.run(
        [sys.executable, "-m", "rempart", "archive", tmp_path / "a.zip", "--json", "--fail-on", "unsafe"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["verdict"] == "unsafe"
