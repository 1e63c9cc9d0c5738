"""Row AWR-04 of the acceptance list: an organisation writes itself what its people need."""

import pytest

from rempart.directory.core.roles import Role
from rempart.people.core.library import lessons
from rempart.people.store.library import lessons_of
from tests.cast import Cast, colleague
from tests.people.web.reading import client, text
from tests.people.writing import published

pytestmark = pytest.mark.django_db


def test_awr_04_a_lesson_of_the_house_is_taken_like_the_others(cast_: Cast) -> None:
    row = published(colleague(cast_.lavande, "Hanna", Role.HR), cast_.lavande, next(iter(lessons())))
    learner = client(colleague(cast_.lavande, "Lena", Role.LEARNER), "fr")
    found = lessons_of(cast_.lavande)[row.name]["fr"]
    begun = learner.post(f"/lessons/{row.name}/")
    step = text(learner.get(begun.url))
    assert found.scenes[found.begins].ask in step
