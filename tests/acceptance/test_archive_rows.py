"""Rows MAIL-01, MAIL-02 and THR-32..35 of the acceptance list, and the class of flaw that section 13 corrects."""

from rempart.channel.inspecting import Inspector, changed, digests
from rempart.maturity.core.threat import Threat
from rempart.registry.discover import across_areas, discover
from tests.mail.archives import PE, Made, bomb_zip, make, zipped
from tests.mail.looking import codes, look


def inspector() -> Inspector:
    return across_areas("rempart", "inspectors", Inspector)["archive"]


def test_MAIL_01_attachments_are_looked_into_behind_walls_and_their_behaviour_is_told(tmp_path) -> None:
    file = tmp_path / "upload.bin"
    file.write_bytes(make("7z", Made("report", kind="link", target="../../home"), Made("report/.profile")))
    seen = inspector().inspect(file, "finance report.7z")
    assert (seen.verdict, seen.walls) == ("unsafe", "namespaces")
    assert ("link_then_write", "report/.profile", "to ../../home") in {
        (one.code, one.path, one.detail) for one in seen.reasons
    }
    assert [one.name for one in tmp_path.iterdir()] == ["upload.bin"]


def test_MAIL_02_integrity_of_attachments(tmp_path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped(Made("contract.docx", b"first")))
    before = inspector().inspect(file, "a.zip")
    file.write_bytes(zipped(Made("contract.docx", b"second")))
    after = inspector().inspect(file, "a.zip")
    assert before.sha256 != after.sha256
    assert changed(digests(before), after) == ("contract.docx",)
    file.write_bytes(file.read_bytes().replace(b"contract", b"kontract", 1))
    assert inspector().inspect(file, "a.zip").verdict == "unsafe"


def test_THR_32_a_bad_archive_that_poses_as_a_report() -> None:
    assert "disguised" in codes(look(zipped(Made("Q3 report.pdf.exe", PE)), "Q3 report.zip"))


def test_THR_33_a_bad_archive_on_a_share_is_found_under_any_name() -> None:
    assert look(make("rar5", Made("../../Startup/x.lnk")), "holiday photos.jpg").verdict == "unsafe"


def test_THR_34_the_script_that_fetches_the_rest() -> None:
    for name in ("invoice.js", "invoice.vbs", "invoice.hta", "invoice.lnk", "invoice.wsf"):
        assert look(zipped(Made(name)), "invoice.zip").verdict == "unsafe", name


def test_THR_35_looking_at_a_bad_archive_takes_no_server_down(tmp_path) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(bomb_zip(10))
    assert inspector().inspect(file, "backup.zip").verdict == "unsafe"


def test_section_13_CVE_2025_11001_is_a_class_of_archive_and_not_a_list_of_victims() -> None:
    """What counts is a link and a write through it, in any format, whatever a catalogue says of exploitation."""
    for form in ("zip", "7z", "tar", "rar5"):
        seen = look(make(form, Made("d", kind="link", target="C:/Users" if form != "tar" else "/srv"), Made("d/x")))
        assert codes(seen) == {"link_out", "link_then_write"}, form


def test_the_threat_of_bad_attachments_names_these_rows() -> None:
    assert "t13_bad_attachment" in discover("rempart.maturity.threats", Threat)
