"""What other areas are told of a site: the words of the wall itself, what counts as proven, and nothing of sites not asked for."""

import pytest
from django.urls import reverse

from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.store.models import LevelRow
from rempart.maturity.web.standings.stones import UNIT
from tests.cast import Cast

STATES = [
    ({"state": "met", "class": "observed"}, "Proven", True, False),
    ({"state": "met", "class": "documented"}, "Attested", True, False),
    ({"state": "not_met", "class": "observed"}, "Failing", False, True),
    ({"state": "partial", "class": "observed"}, "Partly", False, True),
    ({"state": "unknown", "class": None, "claimed": True}, "Claimed", False, False),
    ({"state": "error", "class": None}, "Could not look", False, False),
    ({"state": "not_applicable", "class": None}, "Does not apply", False, False),
]


def stand(site: Site, **told: object) -> None:
    """As if the judge had found that of `hsts`, at a height where it counts."""
    row = LevelRow.objects.get(site=site)
    for entry in row.document["controls"]:
        if entry["id"] == "hsts":
            entry.update(told, level=1)
    row.document["level"]["wall"]["proven"] = 5
    row.save()


@pytest.mark.parametrize(("told", "word", "is_proven", "is_open"), STATES)
def test_a_state_as_the_wall_says_it(
    cast_: Cast, told: dict[str, object], word: str, is_proven: bool, is_open: bool
) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://b.example", is_private=True)
    judge_site(site)
    stand(site, **told)
    (found,) = UNIT.of_sites([site.uid], ["hsts"])["hsts"]
    assert (found.site, found.word, found.is_proven, found.is_open) == ("https://b.example", word, is_proven, is_open)
    assert found.href == reverse("stone", args=[site.uid, "hsts"])


def test_only_what_is_asked_for_and_a_site_never_judged_is_unknown(cast_: Cast) -> None:
    ours = [add_site(cast_.alice, cast_.lavande, f"https://{name}.example", is_private=True) for name in "ba"]
    add_site(cast_.charlie, cast_.velos, "https://c.example", is_private=True)
    judge_site(ours[0])
    found = UNIT.of_sites([site.uid for site in ours], ["hsts", "supplier_baseline"])
    assert {name: [one.site for one in stands] for name, stands in found.items()} == {
        name: ["https://a.example", "https://b.example"] for name in ("hsts", "supplier_baseline")
    }
    assert found["hsts"][0].word == "Unknown"
    assert UNIT.of_sites([], ["hsts"]) == {"hsts": ()}


def test_words_in_three_languages() -> None:
    titles = {UNIT.title("supplier_baseline", language) for language in ("en", "fr", "zh")}
    assert len(titles) == 3
    assert UNIT.threat("T18", "en").title == "A break-in at a supplier"
    for call in (lambda: UNIT.title("none", "en"), lambda: UNIT.threat("T99", "en")):
        with pytest.raises(KeyError):
            call()
