"""RFC 5424 read back with a reader written from its grammar: nothing hostile leaves its field."""

import re

from hypothesis import given, settings

from rempart.record.core import syslog
from rempart.record.core.item import Item
from tests.record.items import ITEM, hostile

PARAMETER = r'([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\.)*)"'
LINE = re.compile(
    r"<(\d{1,3})>1 (\S+) (\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32}) "
    rf"(-|\[[!#-<>-\\^-~]{{1,32}}(?: {PARAMETER})*\])(?: (.*))?",
)  # fmt: skip


def test_the_golden_line() -> None:
    assert syslog.line(ITEM, ITEM.sentence, syslog.structured(ITEM)) == (
        b"<108>1 2026-11-18T11:06:40.123Z mxk3p7wq2d9r5t8v rempart - maturity.verdict.reached "
        b'[entry@32473 log="mxk3p7wq2d9r5t8v" index="41" hash="' + b"ab" * 32 + b'" kind="maturity.verdict.reached" '
        b'actor="account:abcdefgh23456789" subject="site:wxyzabcdefgh2345"] hsts is now not_met'
    )


def test_the_length_stands_in_front_over_tcp() -> None:
    assert syslog.framed("é".encode()) == b"2 \xc3\xa9"


@given(item=hostile())
@settings(max_examples=200)
def test_nothing_hostile_makes_a_second_line_or_a_field(item: Item) -> None:
    text = syslog.line(item, item.sentence, syslog.structured(item)).decode()
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text)
    read = LINE.fullmatch(text)
    assert read is not None
    named = dict(re.findall(PARAMETER, read[7]))
    assert list(named) == ["log", "index", "hash", "kind", "actor", "subject"]
    assert re.sub(r"\\(.)", r"\1", named["actor"]) == syslog.plain(item.actor)


def test_a_long_message_is_cut_at_a_character_and_the_head_stays() -> None:
    data = syslog.line(ITEM, "é" * 9_000, syslog.structured(ITEM))
    assert len(data) <= syslog.MAX_MESSAGE_BYTES
    assert data.decode().endswith("é")
