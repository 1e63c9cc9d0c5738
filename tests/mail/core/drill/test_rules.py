"""Difficulty, times, draw, pace, what DNS says, and another system's exports."""

import contextlib
import json
import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.drill import draw, gophish
from rempart.mail.core.drill.pace import Pace
from rempart.mail.core.drill.phish_scale import alignment, difficulty
from rempart.mail.core.drill.standing import Seen, Wrong, judge
from rempart.mail.core.drill.states import Difficulty, Group
from rempart.mail.core.drill.timing import Hours, NoTime, is_open, moments, next_open, stretches

PARIS = Hours("Europe/Paris", 9 * 60, 17 * 60, (0, 1, 2, 3, 4))
DAY_MS = 86_400_000


def ms(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1_000)  # type: ignore[arg-type]


def test_the_scale_as_nist_has_it() -> None:
    strong, medium, weak = [8, 8, 4, 2, 0], [4, 4, 4, 2, 0], [2, 2, 2, 2, 8]
    found = [[difficulty(cues, marks) for marks in (strong, medium, weak)] for cues in (8, 9, 15)]
    very, some, least = Difficulty.VERY, Difficulty.MODERATELY, Difficulty.LEAST
    assert found == [[very, very, some], [very, some, least], [some, some, least]]
    assert alignment(weak) == 0
    with pytest.raises(ValueError, match="five marks"):
        alignment([1, 2, 3, 4, 5])


def test_only_in_working_hours_over_a_change_of_clocks() -> None:
    """Friday noon to Tuesday over the end of summer time: 25 October 2026."""
    spans = stretches(ms(2026, 10, 23, 10), ms(2026, 10, 27, 23), PARIS)
    assert [(end - begin) // 3_600_000 for begin, end in spans] == [5, 8, 8]
    assert spans[1][0] == ms(2026, 10, 26, 8)  # nine o'clock, an hour later by the world's clock
    drawn = moments(500, spans, random.Random(1), jitter=True)
    assert all(is_open(one, PARIS) for one in drawn)
    assert len(set(drawn)) > 490
    even = moments(10, spans, random.Random(1), jitter=False)
    assert even == sorted(even)
    assert next_open(ms(2026, 10, 24, 12), PARIS) == ms(2026, 10, 26, 8)
    with pytest.raises(NoTime):
        stretches(ms(2026, 10, 24), ms(2026, 10, 25), PARIS)


def test_the_control_group_is_drawn_and_can_be_drawn_again() -> None:
    people = [f"p{number}" for number in range(101)]
    drawn = draw.groups(people, 20, "seed")
    assert Counter(drawn.values())[Group.CONTROL] == 20
    assert draw.groups(list(reversed(people)), 20, "seed") == drawn
    assert draw.groups(people, 20, "other") != drawn


@settings(max_examples=80)
@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=3), max_size=60), st.integers(2, 12))
def test_no_cut_and_no_rest_is_smaller_than_the_minimum(teams: list[list[str]], minimum: int) -> None:
    found = draw.cuts({str(number): one for number, one in enumerate(teams)}, minimum)
    assert len(found) == len(teams)
    sizes = Counter(found.values())
    named = [count for team, count in sizes.items() if team]
    assert all(count >= minimum for count in named)
    assert not named or sizes[""] == 0 or sizes[""] >= minimum


def test_so_many_a_minute_to_each_domain() -> None:
    pace = Pace(120)
    sent = [at for at in range(600) if pace.may("a.example", at / 10)]
    assert 119 <= len(sent) <= 123
    assert pace.may("b.example", 0.0)


def test_what_dns_must_say() -> None:
    good = Seen(["rempart-drill=abc", "v=spf1 -all"], ["v=DKIM1; k=rsa; p=KEY"], [], ["v=DMARC1; p=none"])
    assert judge(good, "abc", "s1", "KEY") == []
    assert judge(good, "abc", "s1", "") == []
    assert judge(good, "abd", "s1", "OTHER") == [Wrong.NOT_PROVEN, Wrong.OTHER_DKIM]
    assert judge(Seen([], [], []), "abc", "", "") == [Wrong.NOT_PROVEN, Wrong.NO_SPF, Wrong.NO_SELECTOR, Wrong.NO_DMARC]
    assert Wrong.TWO_SPF in judge(Seen(["v=spf1 -all", "v=spf1 a -all"], [], []), "", "s", "")
    assert Wrong.NO_DKIM in judge(Seen([], ["v=DKIM1; p="], []), "", "s", "")  # a revoked key


CAMPAIGN = {
    "id": 1, "name": "Spring", "launch_date": "2024-03-04T09:00:00.123456789Z", "completed_date": "0001-01-01T00:00:00Z",
    "results": [
        {"email": "a@x.example", "status": "Submitted Data", "reported": False, "ip": "192.0.2.1"},
        {"email": "b@x.example", "status": "Email Opened", "reported": True},
        {"email": "c@x.example", "status": "Error", "reported": False},
    ],
}  # fmt: skip


def test_a_campaign_of_gophish_becomes_counts() -> None:
    (past,) = gophish.read(json.dumps(CAMPAIGN).encode(), "x.json")
    assert (past.name, past.ended_ms) == ("Spring", None)
    assert past.begun_ms == ms(2024, 3, 4, 9) + 123
    assert past.counts == {
        "recipients": 3,
        "sent": 2,
        "opened": 2,
        "clicked": 1,
        "submitted": 1,
        "reported": 1,
        "failed": 1,
    }
    assert "x.example" not in repr(past)
    table = b"id,status,ip,send_date,reported,email\n1,Clicked Link,,2024-03-04T09:00:00Z,true,a@x.example\n"
    (other,) = gophish.read(table, "Autumn.csv")
    assert (other.name, other.counts["clicked"], other.counts["reported"]) == ("Autumn", 1, 1)


@settings(max_examples=80)
@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: b'{"results": ' + text.encode() + b"}"))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(gophish.BadExport):
        assert all(min(one.counts.values()) >= 0 for one in gophish.read(data, "x"))
