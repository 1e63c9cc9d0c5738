"""`rempart mail judge` and `train`: the words, streams and exit codes of docs/contracts.md."""

import json
import subprocess
import sys

import pytest

from rempart.cli.main import main
from tests.mail.core.verdict.test_judge import PHISH
from tests.mail.core.verdict.test_signs import CALM
from tests.mail.letters import mail
from tests.mail.outlook_file import outlook_mail


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str):
        code = main(["mail", *arguments])
        return code, *capsys.readouterr()

    (tmp_path / "bad.eml").write_bytes(PHISH)
    (tmp_path / "good.eml").write_bytes(CALM["a colleague"])
    return run


def test_a_line_a_file_with_the_words_of_the_contract(run):
    code, out, err = run("judge", "bad.eml", "good.eml", "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert (code, err) == (0, "")
    assert list(first) == ["file", "verdict", "probability", "reasons"]
    assert (first["file"], first["verdict"]) == ("bad.eml", "phishing")
    assert (second["verdict"], second["probability"] < 0.25) == ("clean", True)
    assert all(": " in one for one in first["reasons"])


def test_reasons_in_three_languages_and_what_was_found(run):
    said = {
        lang: json.loads(run("judge", "bad.eml", "--json", "--evidence", "--language", lang)[1])
        for lang in ("en", "fr", "zh")
    }
    assert len({said[lang]["reasons"][0] for lang in said}) == 3
    assert said["fr"]["evidence"]["domains"] == ["paypal-secure.icu"]
    assert said["fr"]["weights"][0]["weight"] > 1


def test_outlooks_own_files_are_judged_as_the_mails_they_hold(run, tmp_path):
    held = outlook_mail(subject="Minutes", sender="anna@hafenwerk.example", body="Please find the minutes below.")
    (tmp_path / "one.msg").write_bytes(held)
    (tmp_path / "broken.msg").write_bytes(held[:700])
    code, out, _ = run("judge", "one.msg", "broken.msg", "--json", "--evidence")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 2
    assert (first["verdict"], first["evidence"]["sender"]) == ("clean", "anna@hafenwerk.example")
    assert "Outlook" in second["error"]


def test_a_verdict_ends_something_only_where_it_was_asked_to(run):
    assert run("judge", "bad.eml", "--fail-on", "phishing")[0] == 1
    assert run("judge", "good.eml", "--fail-on", "phishing,suspicious")[0] == 0
    code, _, err = run("judge", "good.eml", "--fail-on", "clean")
    assert (code, "knows phishing" in err) == (2, True)


def test_files_that_cannot_be_read_are_said_in_their_place(run, tmp_path):
    code, out, err = run("judge", "nowhere.eml", str(tmp_path), "bad.eml", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert ["error" in one for one in lines] == [True, True, False]
    assert "2 of 3" in err


def test_own_domains_and_servers_are_heard(run, tmp_path):
    heads = "Authentication-Results: mx.acme.example; spf=fail; dkim=none; dmarc=fail\n"
    (tmp_path / "boss.eml").write_bytes(mail("hello", sender="Boss <boss@acme.example>", heads=heads))
    words = ("judge", "boss.eml", "--json", "--own", "acme.example")
    assert any("own_domain_forged" in one for one in json.loads(run(*words, "--mx", "mx.acme.example")[1])["reasons"])
    assert not any(
        "own_domain_forged" in one for one in json.loads(run(*words, "--mx", "mx.other.example")[1])["reasons"]
    )


def test_a_name_on_the_terminal_does_not_move_its_cursor(run, tmp_path):
    (tmp_path / "a.eml").write_bytes(mail("x", sender="PayPal \x1b[2J\u202e <a@evil.example>"))
    out = run("judge", "a.eml")[1]
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_training_on_ones_own_sorted_mail_and_judging_by_it(run, tmp_path):
    for name, source in (("good", CALM["a colleague"]), ("bad", PHISH)):
        (tmp_path / name).mkdir()
        for at in range(45):
            letters = source.replace(b"Subject: ", f"Subject: {chr(97 + at % 26)}{chr(97 + at // 26)} ".encode())
            (tmp_path / name / f"{at}.eml").write_bytes(letters)
    code, out, err = run("train", "--good", "good", "--bad", "bad", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["bad"], told["good"], told["caught"]) == (45, 45, 1.0)
    assert told["bins"]
    file = tmp_path / "data" / "mail-model.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(run("judge", "bad.eml", "--json")[1])["verdict"] == "phishing"
    file.write_text("{}")
    assert run("judge", "bad.eml")[0] == 2
    assert run("judge", "bad.eml", "--model", "shipped")[0] == 0


def test_training_on_too_little_says_how_much_is_needed(run, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, err = run("train", "--good", "empty", "--bad", "empty")
    assert (code, "40 of each are needed" in err) == (2, True)
    assert run("train", "--good", "nowhere", "--bad", "empty")[0] == 2


@pytest.mark.slow
def test_a_mail_on_standard_input_as_a_program_of_its_own(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "rempart", "mail", "judge", "-", "--json", "--model", "shipped"], input=PHISH, capture_output=True,
        env={"PATH": "/usr/bin", "REMPART_DATA": str(tmp_path)}, check=False,
    )  # fmt: skip
    assert (done.returncode, json.loads(done.stdout)["verdict"], done.stderr) == (0, "phishing", b"")
