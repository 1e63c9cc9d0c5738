"""`rempart judge exchange`: every line answered, bad ones too, and the exit code says so."""

import io
import json

import pytest

from rempart.cli.main import main
from rempart.scanner.core.headers.reading import MAX_LINE_BYTES

GOOD = json.dumps(
    {
        "id": "one",
        "http": {"status": 301, "headers": {"Location": "https://a.example/"}, "body": "", "verified": None},
        "https": {"status": 200, "headers": {"X-Frame-Options": ["DENY"]}, "body": "", "verified": True},
        "redirects": [{"url": "http://a.example/", "status": 301}, "https://a.example/"],
    }
)


@pytest.fixture
def judge(capsys, monkeypatch):
    """Run with these bytes on standard input; exit code, decoded output lines, standard error."""

    def run(text: bytes, *options: str):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        code = main(["judge", "exchange", *options])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_lines_in_lines_out(judge):
    code, out, err = judge(f"{GOOD}\n\n{GOOD}".encode(), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err, [line["id"] for line in lines]) == (0, "", ["one", "one"])
    assert list(lines[0]) == ["id", "checks"]
    assert all(list(check) == ["check", "state", "code", "reason"] for check in lines[0]["checks"])
    states = {check["check"]: check["state"] for check in lines[0]["checks"]}
    assert len(states) == 10
    assert (states["frames"], states["hsts"], states["redirection"]) == ("met", "not_met", "met")


def test_a_bad_line_loses_nothing(judge):
    code, out, err = judge(f'{GOOD}\n{{"id": "two", "http": 1}}\nnonsense\n{GOOD}\n'.encode(), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [line["id"] for line in lines] == ["one", "two", None, "one"]
    assert [set(line) for line in lines] == [{"id", "checks"}, {"id", "error"}, {"id", "error"}, {"id", "checks"}]
    assert err == "rempart: 2 lines were no exchange, of 4; each says why in its place.\n"


def test_an_endless_line_is_answered_without_being_kept(judge):
    code, out, err = judge(b'{"id": "big", "x": "' + b"x" * (MAX_LINE_BYTES * 2) + b"\n" + GOOD.encode(), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, [line["id"] for line in lines]) == (2, ["big", "one"])
    assert "longer than" in lines[0]["error"]
    assert err.startswith("rempart: 1 line was no exchange")


def test_bytes_that_are_no_text(judge):
    code, out, _ = judge(b'\xff\xfe{"id": 1}\n', "--json")
    assert code == 2
    assert json.loads(out)["id"] is None


def test_output_stays_one_line_whatever_the_identity(judge):
    code, out, _ = judge(json.dumps({"id": "a\nb\u2028\ud800", "http": None, "https": None}).encode(), "--json")
    assert (code, len(out.splitlines())) == (0, 1)
    assert json.loads(out)["id"] == "a\nb\u2028\ud800"


def test_from_a_file_as_text(judge, tmp_path):
    file = tmp_path / "exchanges.jsonl"
    file.write_text(GOOD)
    code, out, _ = judge(b"", str(file))
    assert code == 0
    assert "frames       met" in out


def test_no_input_at_all(judge):
    assert judge(b"", "--json") == (0, "", "")


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read(judge, tmp_path, name):
    code, out, err = judge(b"", str(tmp_path / name), "--json")
    assert (code, out) == (2, "")
    assert "cannot be read" in err


def test_wrong_use_ends_with_2(capsys):
    with pytest.raises(SystemExit) as end:
        main(["judge"])
    assert end.value.code == 2
