"""Files handed to a command: good ones are read, every other one ends in a sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.cli.command import UsageFault
from rempart.cli.inputs import DEFAULTS, MAX_FILE_BYTES, check_certificates, read_answers, read_profile
from tests.servers.papers import Wish, sign

CONTROLS = {"backup_daily", "hsts"}


def written(tmp_path: Path, text: str | bytes, name: str = "given.toml") -> Path:
    """A file with this content."""
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_profile_says_only_what_differs(tmp_path: Path) -> None:
    profile = read_profile(written(tmp_path, 'kind_of_site = "shop"\npeople = 3\nvisitors_month = 0'))
    assert (profile.kind_of_site, profile.people, profile.visitors_month) == ("shop", 3, 0)
    assert profile.revenue_hour_minor is None  # unknown is not zero
    assert read_profile(written(tmp_path, "{}", "given.json")).kind_of_site == "company"
    assert set(DEFAULTS) == set(profile.__struct_fields__)


def test_answers_short_and_long(tmp_path: Path) -> None:
    text = 'hsts = "no"\n[backup_daily]\nvalue = "yes"\nis_vague = true'
    first, second = read_answers(written(tmp_path, text), CONTROLS)
    assert (first.control, first.value, first.is_vague) == ("backup_daily", "yes", True)
    assert (second.control, second.value) == ("hsts", "no")
    assert read_answers(written(tmp_path, ""), CONTROLS) == []


@pytest.mark.parametrize(
    "text",
    [
        "people = 0", "people = -3", "people = 1000000000000000000000", "people = nan", "people = true", "people = 'x'",
        "kind_of_site = 'castle'", "currency = 'euro'", "currency = 7", "visitors_month = -1", "sells = 'yes'",
        "unknown = 1", "= 1", "\ufeff[", "a = [1", "[people]", "revenue_hour_minor = 1.5",
    ],
)  # fmt: skip
def test_profiles_that_cannot_be(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(UsageFault, match=str(file)):
        read_profile(file)


@pytest.mark.parametrize("text", ["[]", "7", "null", "{", '{"people": NaN}', "[" * 100_000, '"people"', "\x00"])
def test_json_that_is_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageFault):
        read_profile(written(tmp_path, text, "given.json"))


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="larger than 1 MB"):
        read_profile(written(tmp_path, b"#" * (MAX_FILE_BYTES + 1)))


def test_certificates(tmp_path: Path) -> None:
    party = sign(Wish())
    check_certificates(written(tmp_path, party.pem))
    for content in (b"", b"nonsense", party.key_pem, party.pem[:200]):
        with pytest.raises(UsageFault, match="no certificate"):
            check_certificates(written(tmp_path, content))
    with pytest.raises(UsageFault, match="No such file"):
        check_certificates(tmp_path / "missing")


def _names(file: Path, fault: UsageFault) -> None:
    assert str(file) in str(fault)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([*DEFAULTS, "other"]) | st.text(max_size=5), VALUES, max_size=4))
def test_any_table_gives_a_profile_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, table: object) -> None:
    file = written(tmp_path_factory.getbasetemp(), json.dumps(table), "profile.json")
    try:
        profile = read_profile(file)
    except UsageFault as fault:
        _names(file, fault)
    else:
        assert profile.people >= 1


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["a.json", "a.toml"]))
def test_any_bytes_give_answers_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    file = written(tmp_path_factory.getbasetemp(), data, name)
    try:
        read_answers(file, CONTROLS)
    except UsageFault as fault:
        _names(file, fault)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(CONTROLS)), VALUES, max_size=2))
def test_any_answer_is_one_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, table: object) -> None:
    file = written(tmp_path_factory.getbasetemp(), json.dumps(table), "answers.json")
    try:
        read_answers(file, CONTROLS)
    except UsageFault as fault:
        _names(file, fault)
