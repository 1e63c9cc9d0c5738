"""Macros' text, unpacked by the published rule."""

from hypothesis import given
from hypothesis import strategies as st

from rempart.mail.core.archive import office
from tests.mail.archives import macro


def test_the_example_of_the_standard():
    """MS-OVBA 3.2.2."""
    packed = bytes.fromhex(
        "012fb00023616161626364658266007061676869 6a013808616b6c00306d6e6f7006710270041072737475761077 78797a003c"
    )
    assert office.unpacked_macros(packed, 999) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


@given(st.binary(min_size=1, max_size=300))
def test_noise_ends(noise):
    assert len(office.unpacked_macros(b"\x01" + noise, 5_000)) <= 5_000
    office.old_workbook(noise)
    office.fetched(noise)


def test_what_starts_by_itself():
    text = office.unpacked_macros(macro(b"Private Sub Workbook_Open()"), 999)
    assert office.starts_by_itself(text) == "Workbook_Open"
    assert office.starts_by_itself(b"Sub Opening()") == ""
