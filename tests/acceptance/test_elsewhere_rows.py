"""Row ADD-02 of the acceptance list, for lessons: what people use today is taken in, and ours are taken along."""

import io
from pathlib import Path

import pytest

from rempart.people.actions.package_add import add_package
from rempart.people.core.library import lessons
from rempart.people.core.standards.course import Kind, Refused
from rempart.people.core.standards.package_out import package_of
from rempart.people.core.standards.unpack import Opened
from tests.cast import Cast
from tests.people import packages


def test_ADD_02_lessons_that_others_made_are_taken_in(cast_: Cast, tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    for data, kind in (
        (packages.simple(), "scorm12"),
        (packages.zipped({"imsmanifest.xml": packages.scorm2004(), "content/index.html": packages.PAGE}), "scorm2004"),
        (package_of(next(iter(lessons().values())), Kind.CMI5), "cmi5"),
    ):
        file.write_bytes(data)
        row = add_package(cast_.alice, cast_.lavande, file, "course.zip")
        assert (row.kind, row.state) == (kind, "draft")
    file.write_bytes(packages.simple(**{"../outside.html": b"x"}))
    with pytest.raises(Refused):
        add_package(cast_.alice, cast_.lavande, file, "course.zip")


@pytest.mark.parametrize("kind", Kind)
def test_ADD_02_ours_are_taken_along_the_same_byte_for_byte(kind: Kind) -> None:
    for languages in lessons().values():
        made = package_of(languages, kind)
        assert made == package_of(languages, kind)
        assert Opened(io.BytesIO(made)).course().kind is kind
