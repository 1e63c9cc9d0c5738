"""The pages of the cases: what is known and what is not, where we stand for who may see it, step by step, and nothing kept."""

import re
from pathlib import Path
from shutil import copyfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import rempart.people.cases
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.commands import cases as command
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.maturity.actions.judge_site import judge_site
from rempart.people.core.case import Kind
from rempart.people.core.case_library import cases
from rempart.people.web import present_cases
from tests.cast import Cast, colleague
from tests.people.shell import call
from tests.people.web.reading import client, text

FOLDER = Path(rempart.people.cases.__file__).parent
OURS, THEIRS = "https://lavande.example", "https://velos.example"
FIRST = next(iter(cases()))


@pytest.fixture
def judged(cast_: Cast) -> Cast:
    """A site of ours and one of strangers."""
    for account, firm, address in ((cast_.alice, cast_.lavande, OURS), (cast_.charlie, cast_.velos, THEIRS)):
        judge_site(add_site(account, firm, address, is_private=True))
    return cast_


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_every_case_is_whole_on_its_page(judged: Cast, language: str) -> None:
    who = client(judged.alice, language)
    listed = text(who.get("/cases/"))
    for name, found in cases().items():
        case = found[language[:2]]
        assert case.title in listed
        page = text(who.get(f"/cases/{name}/"))
        assert page.count('class="tag"') == 1 + len(case.defences)
        assert all(f'id="source-{number}"' in page for number in range(1, len(case.sources) + 1))
        assert "[" not in re.sub(r"<[^>]+>", "", page)  # every mark became a number
        assert set(re.findall(r'href="#(source-\d+)"', page)) == {
            f"source-{n}" for n in range(1, len(case.sources) + 1)
        }
        assert all(f'id="{control}"' in page for control in case.controls)
        assert all(part in page for part in case.talk)


def test_a_scenario_says_so_in_the_list_and_on_its_page(judged: Cast) -> None:
    who = client(judged.alice)
    listed = text(who.get("/cases/"))
    for name, found in cases().items():
        case = found["en"]
        label = {Kind.SCENARIO: "scenario", Kind.DOCUMENTED: "documented", Kind.PARTLY_CONFIRMED: "partly confirmed"}[
            case.kind
        ]
        row = listed.partition(f"<b>{case.title}</b>")[2]
        assert row.partition('<span class="tag">')[2].startswith(label)
        page = text(who.get(f"/cases/{name}/"))
        assert ("Its people, firms and figures are no facts" in page) == (case.kind == Kind.SCENARIO)


def test_where_we_stand_is_for_who_may_see_sites(judged: Cast) -> None:
    page = text(client(judged.alice).get(f"/cases/{FIRST}/"))
    site = judged.lavande.site_set.get()
    control = cases()[FIRST]["en"].defences[0].control
    assert re.search(rf'Unknown</span></dt><dd><a href="/sites/{site.uid}/stones/{control}/">{OURS}</a>', page)
    assert f'<a href="/sites/{site.uid}/threats/#T18">{OURS}</a>' in page
    assert THEIRS not in page
    learner = colleague(judged.lavande, "Lena", Role.LEARNER)
    for path in (f"/cases/{FIRST}/", "/cases/defences/", f"/cases/{FIRST}/steps/"):
        page = text(client(learner).get(path))
        assert "Where do we stand" not in page
        assert OURS not in page
        assert "Suppliers keep the same baseline" in page or path.endswith("steps/")


def test_a_member_of_a_part_sees_that_part(judged: Cast) -> None:
    part = add_site(judged.alice, judged.lavande, "https://shop.lavande.example", is_private=True)
    judge_site(part)
    host = colleague(judged.lavande, "Hugo", Role.AUDITOR, reach=[part])
    page = text(client(host).get("/cases/defences/"))
    assert ">https://shop.lavande.example</a>" in page
    assert f">{OURS}</a>" not in page


def test_many_sites_are_cut_and_the_page_says_so(judged: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_site(judged.alice, judged.lavande, "https://zz.lavande.example", is_private=True)  # never judged: not known
    who = client(judged.alice)
    page = text(who.get(f"/cases/{FIRST}/"))
    assert re.search("Unknown</span></dt><dd><a [^>]+>https://zz.lavande.example</a>", page)
    assert "The first twenty sites" not in page
    monkeypatch.setattr(present_cases, "MOST_SITES", 1)
    for path in (f"/cases/{FIRST}/", "/cases/defences/"):
        page = text(who.get(path))
        assert "https://zz.lavande.example" not in page
        assert "The first twenty sites" in page


def test_step_by_step_and_nothing_is_kept(judged: Cast) -> None:
    who, case = client(judged.alice), cases()[FIRST]["en"]
    who.get("/cases/")  # the session is there
    path, shown = f"/cases/{FIRST}/steps/", []
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for at in range(1, len(case.events) + 1):
            answer = who.get(path, {"at": str(at), "would": case.defences[0].control})
            page = text(answer)
            shown.append(page.count('<b class="nowrap">'))
            assert ("See what came next" in page) == (at < len(case.events))
            assert page.count('type="radio"') in (0, 4)
            assert "Put the same one page of requirements" in page
            assert set(re.findall(r'href="#(source-\d+)"', page)) <= set(re.findall(r'id="(source-\d+)"', page))
    assert shown == list(range(1, len(case.events) + 1))
    written = [one["sql"] for one in asked.captured_queries if re.match(r"INSERT|UPDATE|DELETE", one["sql"])]
    assert [one for one in written if "people_" in one or "case" in one] == []
    for odd in ("0", "-1", "999", "x", "١"):
        assert who.get(path, {"at": odd, "would": "<b>"}).status_code == 200
    assert who.post(path).status_code == 405


def test_all_defences_in_one_frame(judged: Cast) -> None:
    page = text(client(judged.alice).get("/cases/defences/"))
    assert [page.index(f'id="{one}-title"') for one in ("technology", "process", "culture")] == sorted(
        page.index(f'id="{one}-title"') for one in ("technology", "process", "culture")
    )
    assert all(f'<li id="{name}">' in page for name in present_cases.named_controls())


def test_who_comes_from_outside_and_what_is_not_there(judged: Cast) -> None:
    for path in ("/cases/", "/cases/defences/", f"/cases/{FIRST}/", f"/cases/{FIRST}/steps/"):
        assert Client().get(path).status_code == 302
    assert client(judged.alice).get("/cases/no_such_case/").status_code == 404
    assert client(judged.alice).get("/cases/no_such_case/steps/").status_code == 404


def test_a_program_reads_them_in_three_languages(cast_: Cast) -> None:
    made = make_token(cast_.alice, cast_.lavande, "cases", [Permission.READ], 7)
    program = Client(headers={"authorization": f"Bearer {made.secret}"})
    told = program.get("/api/v1/cases").json()["cases"]
    assert [one["id"] for one in told] == list(cases())
    assert {one["id"]: one["kind"] for one in told} == {name: found["en"].kind for name, found in cases().items()}
    for language in ("en", "fr", "zh"):
        one = program.get(f"/api/v1/cases/{FIRST}", {"language": language}).json()
        assert (one["language"], one["title"]) == (language, cases()[FIRST][language].title)
        assert {part["aspect"] for part in one["defences"]} <= {"technology", "process", "culture"}
        assert all(part["address"] is None or part["address"].startswith("https://") for part in one["sources"])
    assert program.get("/api/v1/cases/none").status_code == 404
    assert program.get(f"/api/v1/cases/{FIRST}", {"language": "de"}).status_code == 422


def test_the_shell_lists_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = call(capsys, command.UNIT)
    assert (code, len(told["cases"])) == (DONE, len(cases()))
    for language in ("en", "fr", "zh"):
        copyfile(FOLDER / f"{FIRST}.{language}.md", tmp_path / f"{FIRST}.{language}.md")
    assert call(capsys, command.UNIT, "--check", str(tmp_path)) == (DONE, {"cases": [FIRST], "faults": []})
    (tmp_path / f"{FIRST}.zh.md").write_text("nothing")
    code, told = call(capsys, command.UNIT, "--check", str(tmp_path))
    assert code == FINDING
    assert [one.partition(":")[0] for one in told["faults"]] == [f"{FIRST}.zh.md", FIRST]
    (tmp_path / "notes.md").write_text("")
    with pytest.raises(UsageFault, match=r"id\.language\.md"):
        call(capsys, command.UNIT, "--check", str(tmp_path))
    with pytest.raises(UsageFault, match="no folder"):
        call(capsys, command.UNIT, "--check", str(tmp_path / "none"))


def test_a_lesson_leads_to_its_cases(judged: Cast) -> None:
    page = text(client(judged.alice, "fr").get("/lessons/suppliers/"))
    named = {name for name, found in cases().items() if "suppliers" in found["en"].lessons}
    assert set(re.findall(r'href="/cases/(\w+)/"', page)) == named
    assert cases()[FIRST]["fr"].title in page
