"""`rempart assess`: the one document with every key and type, gates, files handed over, and what goes to which stream."""

import json
import os
import pty
import re
import signal
import sqlite3
import ssl
import subprocess
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rempart.maturity.core.schema import AssessDocument
from tests.contracts.stranger import REMPART, ROOT, Said, Stranger
from tests.servers import hostile
from tests.servers.papers import Wish, sign

pytestmark = pytest.mark.slow

TOP = {
    "schema", "target", "started_at", "duration_s", "vantage", "lab", "level", "controls", "threats", "next",
    "return", "residual",
}  # fmt: skip
STANDING = {
    "proven", "proven_since", "proven_until", "unrefuted", "claimed", "needed", "last_proven", "lost_because",
}  # fmt: skip
CONTROL = {
    "id", "rows", "dimension", "level", "mandatory", "applies", "side", "scope", "state", "class", "source",
    "operator", "vantage", "observed_at", "valid_until", "reason", "key", "facts",
}  # fmt: skip
RETURN = {
    "mean", "p50", "p95", "chance_any_loss", "pays_1y", "pays_3y", "break_even_chance", "inputs", "gains", "sentence",
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z").fullmatch


def test_standard_output_is_one_document_and_nothing_else(assessed: Said) -> None:
    assert assessed.code == 0
    assert isinstance(assessed.document, dict)
    assert assessed.err == ""  # no progress where nobody looks


def test_every_key_and_no_other(document: dict[str, Any]) -> None:
    assert set(document) == TOP
    assert set(document["level"]) == {"wall", "watch"}
    assert all(set(standing) == STANDING for standing in document["level"].values())
    assert all(set(control) == CONTROL for control in document["controls"])
    assert all(set(threat) == {"id", "status", "by", "missing"} for threat in document["threats"])
    assert set(document["next"]) == {"now", "guide", "value"}
    assert all(set(step) == {"control", "source_line", "needs"} for step in document["next"]["guide"])
    assert all(set(step) == {"control", "hours", "cost", "loss_removed"} for step in document["next"]["value"])
    assert all(set(step["loss_removed"]) == {"p5", "p50", "p95"} for step in document["next"]["value"])
    assert set(document["return"]) == RETURN


def test_every_type(document: dict[str, Any]) -> None:
    """Strictly: a whole number is no text, and null only where the contract allows it."""
    msgspec.convert(document, AssessDocument, strict=True)


def test_the_schema_in_the_docs_is_the_one_held_against(document: dict[str, Any]) -> None:
    printed = json.loads((ROOT / "docs" / "generated" / "assess.schema.json").read_text("utf-8"))
    form = printed["$defs"]["AssessDocument"]
    assert set(form["required"]) == set(form["properties"]) == set(document)
    assert form["additionalProperties"] is False


def test_a_document_with_one_key_more_or_less_is_refused(document: dict[str, Any]) -> None:
    for wrong in ({**document, "score": 7}, {key: document[key] for key in document if key != "lab"}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, AssessDocument, strict=True)


def test_values(document: dict[str, Any], site: str) -> None:
    assert (document["schema"], document["target"]) == (1, site)
    assert MOMENT(document["started_at"])
    assert 0 < document["duration_s"] < 60
    assert (document["lab"], document["vantage"]) == (True, "lab")
    assert document["level"]["wall"]["needed"] is None  # no profile, so nothing is known of the need
    controls = document["controls"]
    assert len(controls) == len({control["id"] for control in controls}) >= 115
    assert {control["dimension"] for control in controls} == {"wall", "watch"}
    assert all(control["rows"] for control in controls)
    moments = [control[name] for control in controls for name in ("observed_at", "valid_until")]
    assert all(MOMENT(moment) for moment in moments if moment is not None)
    assert {threat["id"] for threat in document["threats"]} == {f"T{n:02d}" for n in range(1, 26)}


def test_a_state_names_the_facts_it_rests_on(document: dict[str, Any]) -> None:
    seen = [control for control in document["controls"] if control["state"] in ("met", "not_met", "partial")]
    assert seen
    for control in seen:
        assert control["facts"], control["id"]
        assert control["observed_at"] is not None
        assert all(re.fullmatch("[0-9a-f]{64}", fact["hash"]) for fact in control["facts"])


def test_a_fact_reference_can_be_proven(resident: Stranger, document: dict[str, Any]) -> None:
    ref = next(fact for control in document["controls"] for fact in control["facts"])
    said = resident.run("ledger", "prove", ref["index"], "--log", ref["log"], "--json")
    assert (said.code, said.document["holds"]) == (0, True)
    assert said.document["entry"]["kind"].startswith("scanner.fact.")


def test_the_gate(resident: Stranger, assessed: Said, site: str) -> None:
    """Without a terminal nothing is drawn on standard error; --progress asks for it all the same."""
    failed = resident.run("assess", site, "--allow-private", "--json", "--require-level", 1, "--progress")
    assert failed.code == 1
    assert failed.document["level"]["wall"]["proven"] == 0
    assert "of" in failed.err
    passed = resident.run("assess", site, "--allow-private", "--require-level", 0)
    assert passed.code == 0
    assert "Wall 0, watch 0 proven." in passed.out
    assert passed.err == ""


def test_profile_and_answers(stranger: Stranger, site: str, tmp_path: Path) -> None:
    profile, answers = tmp_path / "shop.toml", tmp_path / "answers.json"
    profile.write_text('kind_of_site = "shop"\ncollects_customer_data = true\nsells = true\n')
    answers.write_text(json.dumps({"backup_daily": "yes", "exposed_services_known": {"value": "no", "is_vague": True}}))
    given = ["--allow-private", "--json", "--profile", profile, "--answers", answers]
    said = stranger.run("assess", site, *given)
    assert said.code == 0, said.err
    found = said.document
    msgspec.convert(found, AssessDocument, strict=True)
    assert found["level"]["wall"]["needed"] in range(1, 6)
    states = {control["id"]: (control["state"], control["class"]) for control in found["controls"]}
    assert states["backup_daily"] == ("unknown", "stated")  # an answer is a claim, never proof


@pytest.mark.parametrize(
    ("option", "content", "told"),
    [
        ("--profile", "people = -1", "people"),
        ("--profile", "colour = 'red'", "unknown fields colour"),
        ("--profile", "people = ", "cannot be read"),
        ("--answers", "no_such_control = 'yes'", "no such control: no_such_control"),
        ("--answers", "backup_daily = 'perhaps'", "Answers are"),
        ("--answers", "\x00", "cannot be read"),
        ("--ca", "no certificate at all", "PEM"),
    ],
)
def test_files_that_cannot_be_used(stranger: Stranger, tmp_path: Path, option: str, content: str, told: str) -> None:
    file = tmp_path / "given.toml"
    file.write_text(content)
    said = stranger.run("assess", "http://127.0.0.1:9", option, file)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("option", ["--profile", "--answers", "--ca"])
def test_files_that_are_not_there(stranger: Stranger, tmp_path: Path, option: str) -> None:
    for file in (tmp_path / "missing.toml", tmp_path):
        said = stranger.run("assess", "http://127.0.0.1:9", option, file)
        assert (said.code, said.out) == (2, "")
        assert str(file) in said.err


@pytest.mark.parametrize(
    "address", ["", " ", "ftp://a.example", "http://", "http://a b", "https://user:pw@a.example", "http://a:99999"]
)
def test_addresses_that_are_none(stranger: Stranger, address: str) -> None:
    said = stranger.run("assess", "--json", "--", address)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("rempart: ")


@pytest.mark.parametrize("level", ["6", "-1", "x", "1.5"])
def test_levels_that_are_none(stranger: Stranger, level: str) -> None:
    assert stranger.run("assess", "a.example", "--require-level", level).code == 2


def test_private_addresses_only_with_permission(stranger: Stranger, site: str) -> None:
    """The look is refused, the run is not lost: document, ledger and sentence are there, and it ends with 2."""
    said = stranger.run("assess", site, "--json")
    assert said.code == 2
    assert "--allow-private" in said.err
    states = {control["state"] for control in said.document["controls"]}
    assert states == {"error", "unknown"}
    assert stranger.run("ledger", "verify").code == 0


def test_own_certificate_authority(resident: Stranger, tmp_path: Path) -> None:
    party = sign(Wish(names=("localhost",)))
    (tmp_path / "leaf.pem").write_bytes(party.key_pem + party.pem)
    (tmp_path / "ca.pem").write_bytes(party.pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "leaf.pem")
    with hostile.serve(hostile.encrypted(context, hostile.page(b"<html>"))) as port:
        address = f"https://localhost:{port}"
        plain = resident.run("assess", address, "--allow-private", "--json").document
        trusted = resident.run("assess", address, "--allow-private", "--json", "--ca", tmp_path / "ca.pem").document

    def state(document: dict[str, Any]) -> str:
        found = [c["state"] for c in document["controls"] if c["id"] == "tls_certificate_valid"]
        return str(found[0])

    assert (state(plain), state(trusted)) == ("not_met", "met")


def test_progress_on_a_terminal(resident: Stranger, assessed: Said, site: str, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [*REMPART, "assess", site, "--allow-private", "--json"]
    with (
        (tmp_path / "out").open("wb") as out,
        subprocess.Popen(
            command, stdout=out, stderr=theirs, env=resident.environment(TERM="xterm"), cwd=ROOT
        ) as running,
    ):
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 65_536)
            except OSError:  # the terminal's other end is closed
                break
    document = json.loads((tmp_path / "out").read_text("utf-8"))
    os.close(ours)
    assert running.returncode == 0
    assert b" of " in shown
    assert document["target"] == site


def test_an_interrupted_run_ends_with_130_and_the_next_one_looks(stranger: Stranger) -> None:
    with hostile.serve(hostile.hang) as port:
        running = stranger.start("assess", f"http://127.0.0.1:{port}", "--allow-private", "--json", "--progress")
        _until_it_looks(stranger)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, b"")
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert stranger.run("ledger", "verify").code in (0, 2)  # 2: nothing had been signed yet
    with hostile.serve(hostile.page(b"<html>"), port):
        again = stranger.run("assess", f"http://127.0.0.1:{port}", "--allow-private", "--json")
    assert again.code == 0  # not "somebody else is measuring": nobody is
    assert stranger.run("ledger", "verify").code == 0


def _until_it_looks(stranger: Stranger) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with sqlite3.connect(f"file:{stranger.data}/rempart.sqlite3?mode=ro", uri=True) as database:
                if database.execute("SELECT 1 FROM scanner_run WHERE state = 'running'").fetchone():
                    return
        except sqlite3.Error:
            pass
        time.sleep(0.05)  # between two looks at a condition
    raise AssertionError("the run never began")
