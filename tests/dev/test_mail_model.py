"""The shipped weights come from what stands in the manifest, and from nothing else."""

import tomllib
from itertools import islice

import pytest

from dev import mail_model
from dev.mail_writing import Writer
from rempart.mail.core.model.weights import of_file, of_numbers


@pytest.mark.slow
def test_training_again_gives_the_shipped_weights():
    made = mail_model.numbers()
    assert mail_model.differs(of_file(mail_model.SHIPPED), of_numbers(made)) <= 0.05
    assert mail_model.text_of(made).count("\n") > 2_000


def test_every_source_is_named_with_a_licence_that_allows_shipping():
    assert mail_model.sources_wrong() == []
    sources = tomllib.loads(mail_model.MANIFEST.read_text("utf-8"))["source"]
    assert {one["licence"] for one in sources} <= {"Apache-2.0", "CC0-1.0", "MIT", "BSD-3-Clause"}
    assert all(one["by"] and one["what"] for one in sources)


def test_the_same_seed_writes_the_same_letters():
    first, again = (list(islice(Writer(7).all(3), 60)) for _ in range(2))
    assert first == again
    assert {one.is_bad for one in first} == {True, False} or len({one.group for one in first}) > 3
