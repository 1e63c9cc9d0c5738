"""Notes of changes are gathered at a release, none lost, none twice."""

from datetime import date
from pathlib import Path

from dev.changelog import gather


def test_notes_become_a_release(tmp_path: Path) -> None:
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "changelog.d" / "README.md").write_text("One file a change.")
    (tmp_path / "changelog.d" / "b.md").write_text("Second\nchange.\n")
    (tmp_path / "changelog.d" / "a.md").write_text("First change.\n")
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n\n## 0.1.0, 2026-01-01\n- Older.\n")
    assert [note.name for note in gather(tmp_path, "0.2.0", date(2026, 11, 22))] == ["a.md", "b.md"]
    text = (tmp_path / "CHANGELOG.md").read_text()
    assert (
        text
        == "# Changes\n\n## 0.2.0, 2026-11-22\n- First change.\n- Second change.\n\n## 0.1.0, 2026-01-01\n- Older.\n"
    )
    assert gather(tmp_path, "0.3.0", date(2026, 11, 23)) == []
    assert (tmp_path / "CHANGELOG.md").read_text() == text
