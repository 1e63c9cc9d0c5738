"""One house lives through it all, by keyboard alone: a newcomer learns and reports, an organiser teaches and drills five
hundred people, somebody leaves in the middle. Each chapter goes on where the one before stopped; days pass by a clock
that is moved on, and no row is written but by a page.
"""

import hashlib
import json
import os
import re
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

import pytest
from openbadgeslib.ob3.verifier import OB3Verifier
from playwright.sync_api import Browser, Page, expect

from rempart.mail.core.reported import answers
from rempart.mail.core.reported.states import Decision
from rempart.mail.net.signing import public_of
from rempart.people.core.points import Why
from tests.journeys import axe, traveller
from tests.journeys.learner import answer_all, file_of, learn, part_of, pem_of, points_are, report, take, text_of
from tests.journeys.post import link, words
from tests.journeys.year import (
    DOOR,
    DRILL_DOMAIN,
    FIREFOX,
    FRONT_DESK,
    HOME_DOMAIN,
    KEY,
    NEWCOMER,
    NEWCOMER_ADDRESS,
    PEOPLE,
    TEAMS,
    Someone,
    Year,
    address_of,
    living,
    staff,
)
from tests.mail.reported_mails import mail as strange_mail

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-year"), pytest.mark.timeout(600)]

HOUSE, PHRASE = "Atelier des Ardoises", "the lighthouse keeps its lamp lit"
SOON_MS = 120_000
STRIDE = timedelta(minutes=90)  # a session nobody uses ends after two hours
CLICKS = 3
PHISH = "Your mailbox is full"


@pytest.fixture(scope="module")
def year(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    with living(browser, tmp_path_factory.mktemp("year")) as found:
        yield found


@pytest.fixture(scope="module")
def organiser(year: Year) -> Someone:
    found = year.someone("en-GB", "en", 1280)
    found.email = "claire@lavande.example"
    return found


@pytest.fixture(scope="module")
def personnel(year: Year) -> Someone:
    found = year.someone("fr-FR", "fr", 1280, color_scheme="dark")
    found.email = "odile@lavande.example"
    return found


@pytest.fixture(scope="module")
def newcomer(year: Year) -> Someone:
    return year.someone("zh-CN", "zh-hans", 390)


def test_the_organiser_furnishes_the_house(year: Year, organiser: Someone) -> None:
    hands = organiser.hands
    year.open_account(organiser, year.installation.link, "Claire Morel")
    year.visit(organiser, "/organisation/")
    hands.write("#o_name", HOUSE)
    hands.press("main form button.main")
    year.visit(organiser, "/organisation/people/import/")
    hands.page.set_input_files("#id_file", {"name": "staff.csv", "mimeType": "text/csv", "buffer": staff()})
    hands.press("main form button.main")
    assert f"{PEOPLE} people were added." in hands.says
    year.visit(organiser, "/organisation/sign-in/")
    hands.write("#id_code", DOOR)
    hands.press("main form.panel button.main")
    year.visit(organiser, "/notices/mail/")
    hands.write("#m_host", "127.0.0.1")
    hands.write("#m_port", str(year.post.server.port))
    hands.choose("#m_security", "plain")
    hands.write("#m_sender", "rempart@lavande.example")
    hands.press("main form:has(#m_host) button.main")
    hands.write("#code", year.post.code(organiser.email, 1))
    hands.press("button[value=confirm]")
    assert "Mail works." in hands.says


def test_the_organiser_opens_a_programme_and_asks_personnel_in(year: Year, organiser: Someone) -> None:
    hands = organiser.hands
    year.visit(organiser, "/programmes/letters/")
    hands.write("#id_phrase", PHRASE)
    hands.press("form.panel button.main")
    year.visit(organiser, "/programmes/")
    hands.choose("#id_template", "four_sessions")
    hands.write("#id_starts_on", f"{year.clock.now() + timedelta(days=1):%Y-%m-%d}")
    hands.press("form.panel button.main")
    organiser.look()
    edit = hands.page.url.partition("#")[0]
    year.visit(organiser, f"{edit}edit/")
    hands.tick(hands.page.get_by_label(TEAMS[0], exact=True))
    hands.press("main form button.main")
    assert f"It is for {FRONT_DESK} people of the list." in hands.says
    hands.press("button[value=open]")
    hands.press("button[value=invite]")
    assert f"{FRONT_DESK} invitations are on their way." in hands.says
    year.visit(organiser, "/organisation/members/")
    hands.write("#i_email", "odile@lavande.example")
    hands.choose("#i_role", "hr")
    hands.press("main form.panel button.main")
    year.told["link"] = hands.page.locator("#link-line").inner_text()


def test_personnel_come_in(year: Year, personnel: Someone) -> None:
    year.open_account(personnel, year.told["link"], "Odile Blanc")


def test_the_newcomer_comes_by_staff_number_and_makes_a_plan(year: Year, newcomer: Someone) -> None:
    letter = words(year.post.wait(NEWCOMER_ADDRESS, 1))
    assert PHRASE in letter
    assert "http" not in letter
    hands = newcomer.hands
    learn(year, newcomer, time=1)
    newcomer.look()
    hands.go("/my/plan/")
    newcomer.look()
    hands.press(".next a.button")
    newcomer.look()
    for place in range(hands.page.locator("fieldset").count()):
        name = str(hands.page.locator("fieldset").nth(place).locator("input").first.get_attribute("name"))
        hands.pick(name, 1)
    hands.press("main form button.main")
    newcomer.look()
    assert hands.page.locator("main li form").count() > 1
    hands.go("/programme/")
    newcomer.look()
    hands.press("button[value=join]")
    hands.press("button[value=share]")
    newcomer.look()


def test_a_lesson_taken_by_guessing_does_not_count(year: Year, newcomer: Someone) -> None:
    take(year, newcomer, right_at_once=False)
    assert newcomer.page.locator(".notice.info[role=status]").count() == 1
    newcomer.hands.go("/lessons/repeat/")
    newcomer.look()
    assert newcomer.page.locator("main form input[name=value]").count() == 0  # they come again tomorrow


def test_the_organiser_drafts_a_drill_and_proves_the_domain(year: Year, organiser: Someone) -> None:
    year.clock.until(days=1, hour=9)
    year.sign_in(organiser)
    hands = organiser.hands
    year.visit(organiser, "/campaigns/ways-out/new/")
    fields = {
        "name": "Drills", "host": "127.0.0.1", "port": str(year.post.server.port), "dkim_selector": "s1",
        "from_address": f"post@{DRILL_DOMAIN}", "dkim_key": KEY, "domain_a_minute": "100000", "connections": "8",
    }  # fmt: skip
    for name, value in fields.items():
        hands.write(f"#id_{name}", value)
    hands.choose("#id_tls", "none")
    hands.press("main form button.main")
    hands.press("button[value=try]")
    organiser.look()
    year.post.wait(organiser.email, 2)
    year.visit(organiser, "/campaigns/new/")
    hands.write("#id_name", "November")
    hands.choose("#id_template", "parcel")
    hands.press("main form button.main")
    fill_the_steps(year, organiser)
    organiser.look()
    name, value = hands.page.locator("code.token").all_inner_texts()
    year.zone.update({
        (name, "TXT"): [f'60 TXT "{value}"'],
        (DRILL_DOMAIN, "TXT"): ['60 TXT "v=spf1 ip4:127.0.0.1 -all"'],
        (f"_dmarc.{DRILL_DOMAIN}", "TXT"): ['60 TXT "v=DMARC1; p=none"'],
    })  # fmt: skip
    hands.press("form[action$='/start/'] button")
    year.prove(organiser)
    assert "DKIM" in hands.says  # what DNS lacks is said
    in_each_language(year, organiser, hands.page.url.removeprefix(year.home).partition("#")[0])
    key = public_of(KEY)
    year.zone[f"s1._domainkey.{DRILL_DOMAIN}", "TXT"] = [f'60 TXT "v=DKIM1; k=rsa; p={key[:200]}" "{key[200:]}"']
    hands.press("form[action$='/start/'] button")
    assert hands.page.locator("form[action$='/stop/']").count() == 1
    year.told["drill"] = hands.page.url.removeprefix(year.home).partition("#")[0]


def fill_the_steps(year: Year, one: Someone) -> None:
    """What, who, when, by which way, and what must be on record."""
    hands, today = one.hands, f"{year.clock.now():%Y-%m-%d}"
    on = "button[name=next]"
    one.look()
    hands.tick("#id_own_language")
    hands.choose("#id_language", "en")
    hands.press(on)
    one.look()
    hands.tick("#id_everybody")
    hands.write("#id_control_percent", "20")
    hands.press(on)
    one.look()
    hands.choose("#id_zone", "UTC")
    for name, value in (("begins", f"{today}T09:00"), ("ends", f"{today}T17:00"), ("day_from", "08:00"), ("day_until", "18:00")):  # fmt: skip
        hands.write(f"#id_{name}", value)
    for box in hands.page.locator("input[name=weekdays]").all():
        hands.tick(box)
    hands.press(on)
    one.look()
    hands.press(on)
    one.look()
    hands.write("#id_purpose", "To practise reporting.")
    for name, value in (("notice", today), ("notice_reference", "Intranet 41"), ("consulted", today), ("consulted_who", "Works council"), ("consulted_reference", "Minutes 7")):  # fmt: skip
        hands.write(f"#id_{name}", value)
    hands.press("main form.panel button.main")


def test_somebody_leaves_while_it_is_sent(year: Year, organiser: Someone, personnel: Someone) -> None:
    year.visit(organiser, f"{year.told['drill']}figures/")
    live = organiser.page.locator("#live")
    assert live.get_attribute("data-state") == "running"
    expect(live).to_contain_text(f"of {PEOPLE} planned", timeout=SOON_MS)  # the day is theirs from now on
    go_on(year, organiser, 12)
    assert PEOPLE / 4 < settled(year, organiser) < PEOPLE
    year.sign_in(personnel)
    waiting = [number for number in range(FRONT_DESK, PEOPLE) if address_of(number) not in drills(year)]
    year.told["leaver"] = address_of(waiting[0])
    hands = personnel.hands
    year.visit(personnel, "/organisation/leavers/people/")
    hands.write("#q", f"C-{waiting[0]:03d}")
    hands.press("main form.filters button")
    hands.press("main tbody a")
    personnel.look()
    hands.press("button[value=leave]")
    personnel.look()
    assert hands.page.locator("button[value=back]").count() == 1
    beside = organiser.page.context.new_page()
    beside.goto(year.home + year.told["drill"])
    traveller.reload_until(beside, lambda: is_not_sent(beside) == 1, "the leaver's mail is withdrawn within seconds")
    beside.close()
    go_on(year, organiser, 16, 59)
    assert follows(year, organiser, PEOPLE - 1) == PEOPLE - 1
    assert year.told["leaver"] not in drills(year)


def is_not_sent(page: Page) -> int:
    """How many mails of a drill will not go out, as its page says it."""
    return sum(int(one) for one in page.locator("main tr", has_text="not sent").locator("td").all_inner_texts())


def test_who_reads_without_scripts_loads_the_figures_again(year: Year, organiser: Someone) -> None:
    bare = year.someone(
        "en-GB", "en", 1280, java_script_enabled=False, storage_state=organiser.page.context.storage_state()
    )
    bare.hands.go(f"{year.told['drill']}figures/")
    assert bare.page.locator("#live td b").first.inner_text() == str(PEOPLE - 1)


def go_on(year: Year, one: Someone, hour: int, minute: int = 0) -> None:
    """The hours of a day that somebody follows on a page: it asks again and again, so their session stays open."""
    goal = year.clock.now().replace(hour=hour, minute=minute, second=0)
    while (left := goal - year.clock.now()) > STRIDE:
        year.clock.on(seconds=STRIDE.total_seconds())
        answers_again(one, 2)  # the first answer may have been under way
    year.clock.on(seconds=left.total_seconds())


def settled(year: Year, one: Someone) -> int:
    """How many went out once all that is due by now has: two more answers of the page bring no further mail."""
    before = -1
    while before != (now := follows(year, one)):
        before = now
        answers_again(one, 2)
    return now


def answers_again(one: Someone, times: int) -> None:
    """The page that follows by itself has asked so often."""
    for _ in range(times):
        with one.page.expect_response(lambda answer: answer.url.partition("#")[0] == one.page.url.partition("#")[0]):
            pass


def drills(year: Year) -> dict[str, EmailMessage]:
    """Mails of the drill that came, by whom for."""
    return year.post.drills(f"post@{DRILL_DOMAIN}", HOME_DOMAIN)


def follows(year: Year, one: Someone, least: int = PEOPLE // 4) -> int:
    """How many mails went out: the page says as many as came, of its own accord."""
    live = one.page.locator("#live td b").first
    until = time.monotonic() + SOON_MS / 1_000
    while (shown := int(live.inner_text())) != (came := len(drills(year))) or came < least:
        assert time.monotonic() < until, f"{came} mails came, and the page says {shown}"
        one.page.wait_for_timeout(100)  # between two looks at the condition
    return came


def test_colleagues_and_a_mail_filter_follow_links(year: Year) -> None:
    year.clock.on(minutes=12)
    mails = sorted(drills(year).items())
    for _, mail in mails[20 : 20 + CLICKS]:
        one = year.someone("en-GB", "en", 1280, user_agent=FIREFOX)
        one.hands.go(link(mail))
        if one.page.locator("a.button").count():  # not of the control group
            assert axe.offences(one.page) == []
            one.page.locator("a.button").focus()
            with one.page.expect_navigation():
                one.page.keyboard.press("Enter")
            assert axe.offences(one.page) == []
            assert "exercise" in one.hands.says
    with urlopen(link(mails[40][1])) as answer:  # it says that it is a program
        assert answer.status == 200


def test_the_newcomer_reports_the_drill_and_a_real_phish(year: Year, newcomer: Someone) -> None:
    learn(year, newcomer, time=2)
    report(newcomer, drills(year)[NEWCOMER_ADDRESS].as_bytes())
    assert answers.DRILL["zh"] in newcomer.hands.says
    report(newcomer, strange_mail(subject=PHISH))
    assert answers.WAITS["zh"] in newcomer.hands.says
    newcomer.look()


def test_triage_decides_and_whoever_reported_is_answered(year: Year, organiser: Someone, newcomer: Someone) -> None:
    hands = organiser.hands
    year.visit(organiser, "/triage/")
    hands.press(hands.page.get_by_role("link", name=PHISH))
    organiser.look()
    assert "hxxps://" in hands.says
    hands.press("button[value=phishing]")
    newcomer.hands.go("/report/")
    newcomer.look()
    assert PHISH in newcomer.hands.says
    expect(newcomer.page.locator("main table td b")).to_have_count(1)
    until = time.monotonic() + SOON_MS / 1_000
    while not any(answers.SAID[Decision.PHISHING]["zh"][:12] in words(one) for one in year.post.to(NEWCOMER_ADDRESS)):
        assert time.monotonic() < until, "no answer came by mail"
        time.sleep(0.1)  # between two looks at the condition


def test_the_next_day_in_french_it_is_repeated_and_counts(year: Year, newcomer: Someone) -> None:
    year.clock.until(days=1, hour=10)
    learn(year, newcomer, time=3)
    hands = newcomer.hands
    hands.press("form.langs button[value=fr]")
    newcomer.code = "fr"
    newcomer.look()
    hands.go("/lessons/repeat/")
    newcomer.look()
    assert hands.page.locator("main input[name=value]").count()
    answer_all(year, newcomer, wrong_at_first=1)
    take(year, newcomer, right_at_once=True)
    assert newcomer.page.locator(".notice.ok[role=status]").count() == 1


def test_a_test_a_certificate_and_a_badge(year: Year, newcomer: Someone) -> None:
    hands = newcomer.hands
    hands.go("/my/test/")
    newcomer.look()
    hands.press(".next button.main")
    newcomer.look()
    answer_all(year, newcomer, wrong_at_first=2)
    hands.go("/my/certificates/")
    newcomer.look()
    hands.press(".next button.main")
    newcomer.look()
    address = hands.page.locator("main p.small a").first.inner_text()
    stranger = year.someone("fr-FR", "fr", 390)
    stranger.hands.go(address)
    stranger.look()
    assert NEWCOMER in stranger.hands.says
    stranger.hands.go(address.rstrip("/").rpartition("/")[0] + "/")
    stranger.look()
    assert NEWCOMER not in stranger.hands.says
    paper = file_of(newcomer, "a[href$='certificate.pdf']")
    assert NEWCOMER in text_of(paper)
    token = file_of(newcomer, "a[href$='badge.jwt']").decode()
    issuer = stranger.page.context.request.get(f"{json.loads(part_of(token))['iss']}")
    keys = stranger.page.context.request.get(f"{issuer.json()['id']}keys.json").json()
    found = OB3Verifier(pem_of(keys["keys"][0])).verify(
        token,
        check_status=True,
        download=lambda where: stranger.page.context.request.get(where.partition("#")[0]).body(),
    )
    assert found.issuer.name == HOUSE
    (who,) = json.loads(part_of(token))["vc" if "vc" in json.loads(part_of(token)) else "credentialSubject"][
        "identifier"
    ]
    assert who["identityHash"].endswith(hashlib.sha256((NEWCOMER_ADDRESS + who["salt"]).encode()).hexdigest())


def test_points_for_what_was_learnt_and_reported(year: Year, newcomer: Someone) -> None:
    newcomer.hands.go("/my/points/")
    newcomer.look()
    points_are(newcomer, Why.LESSON, Why.TEST, Why.TRUE_REPORT, perhaps=Why.DRILL_REPORT)


def test_four_days_later_the_figures_stand_and_go_on_paper(year: Year, organiser: Someone, newcomer: Someone) -> None:
    year.clock.until(days=4, hour=9)
    end_worker(year)  # it dies on the way, and another goes on
    year.sign_in(organiser)
    year.visit(organiser, f"{year.told['drill']}figures/")
    fixed = organiser.page.locator("main p.quiet", has_text="Nothing changes them any more")
    traveller.reload_until(organiser.page, lambda: fixed.count() == 1, "the figures were never fixed", 40)
    organiser.look()
    paper = text_of(file_of(organiser, "a[href$='figures.pdf']"))
    for said in (organiser.hands.says.replace("\n", " "), paper):
        said = re.sub(r"\s+", " ", said)
        assert f"Mails accepted {PEOPLE - 1}" in said
        assert f"1 of {PEOPLE - 1};" in said  # reported
        assert f"{CLICKS} of {PEOPLE - 1};" in said
        assert "Real phishing reported meanwhile 1" in said
        assert "Requests by machines, in no figure 2 " in said  # the link, and where it leads
    learn(year, newcomer, time=4)
    newcomer.hands.go("/my/points/")
    points_are(newcomer, Why.LESSON, Why.TEST, Why.TRUE_REPORT, Why.DRILL_REPORT)
    newcomer.hands.go("/my/drills/")
    newcomer.look()


def end_worker(year: Year) -> None:
    """As a machine does it: without a word."""
    for pid in year.installation.processes():
        if b"rempart.daemon.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)


def test_the_organisers_pages_in_each_language_on_a_phone(year: Year, organiser: Someone) -> None:
    in_each_language(year, organiser, *(year.told["drill"] + end for end in ("", "people/", "figures/", "pseudonyms/")))


def in_each_language(year: Year, one: Someone, *paths: str) -> None:
    """On a phone, at night; then back to the desk."""
    one.page.set_viewport_size({"width": 390, "height": 844})
    one.page.emulate_media(color_scheme="dark")
    for code in ("fr", "zh-hans", "en"):
        one.hands.press(f"form.langs button[value={code}]")
        one.code = code
        for path in paths:
            year.visit(one, path)
    one.page.set_viewport_size({"width": 1280, "height": 844})
    one.page.emulate_media(color_scheme="light")


def test_no_page_grumbled(organiser: Someone, personnel: Someone, newcomer: Someone) -> None:
    for one in (organiser, personnel, newcomer):
        assert one.complaints.said == []
