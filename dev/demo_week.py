"""A week in the life of a small shop, replayed on a real site: what is found, mended, answered, documented."""

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

DAY_MS = 86_400_000
RENEWED_DAYS = 82  # of the certificate, from the fourth day on


def replay(folder: Path, wordpress: Any, front: Any, address: str) -> None:
    """Seven days of looks, then what the people did. Prints a line a day."""
    django.setup()
    from dev.demo_house import furnish
    from dev.demo_inside import Inside, hear
    from dev.demo_keys import take_one
    from rempart.channel.settle import settle
    from rempart.daemon import prepare
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.add_site import add_site

    prepare.migrate(folder)
    organisation = prepare.first_organisation()
    owner = prepare.first_owner()
    site = add_site(None, organisation, address, is_private=True)
    begin = now_ms()
    for weakness in WEAK_AT_FIRST:
        wordpress.plant(weakness)
    inside = Inside(folder, wordpress, owner, site, begin - len(DAYS) * DAY_MS, partial(settle, folder))
    for day, (said, change) in enumerate(DAYS):
        change(wordpress, front)
        moment = begin - (len(DAYS) - day) * DAY_MS
        also = inside.day(day, moment)
        wall = look(site, folder, moment)
        print(f"  day {day + 1} of {len(DAYS)}: {said}; {also} (wall {wall})", flush=True)
    people(organisation, owner, site, folder)
    furnish(organisation, owner)
    print(f"  today: people, answers, documents; {inside.today()} (wall {look(site, folder, now_ms())})", flush=True)
    hear(partial(settle, folder))
    take_one(organisation)


def look(site: Any, folder: Path, moment_ms: int) -> int:
    """The real collectors, fast since it is our own machine; the facts stand for `moment_ms`."""
    from rempart.channel.settle import settle
    from rempart.daemon import duty
    from rempart.maturity.actions.judge_site import judge_site
    from rempart.maturity.readers.fold_facts import fold
    from rempart.scanner.actions.request_run import request_run
    from rempart.scanner.actions.take_run import take_run
    from rempart.scanner.net.options import Limits

    run = take_run(request_run(None, site))
    if run is None:
        raise RuntimeError("the run was taken by another process; stop it first")
    options = duty.options_of(site, active=False, allow_private=True)
    quick = dataclasses.replace(Limits(), per_second=200)
    duty.carry_out(run, dataclasses.replace(options, now_ms=moment_ms, limits=quick), lambda step: None)
    settle(folder)
    while fold(site.organisation):
        pass
    document = judge_site(site, at_ms=moment_ms + 60_000)
    settle(folder)
    return int(document["level"]["wall"]["proven"])


WEAK_AT_FIRST = (
    "xmlrpc_open", "user_author_archive", "user_rest", "user_oembed", "user_sitemap", "debug_log", "config_bak", "listing", "readme",
)  # fmt: skip

Change = Callable[[Any, Any], object]

DAYS: tuple[tuple[str, Change], ...] = (
    ("the first look", lambda wordpress, front: None),
    ("a copy of the configuration is removed", lambda wordpress, front: wordpress.remove("config_bak")),
    ("the log and the listings are closed", lambda wordpress, front: [wordpress.remove(n) for n in ("debug_log", "listing")]),
    ("the certificate renews itself", lambda wordpress, front: front.renew(days_left=RENEWED_DAYS)),
    ("xmlrpc.php is closed", lambda wordpress, front: wordpress.remove("xmlrpc_open")),
    ("sign-in names are no longer told", lambda wordpress, front: [wordpress.remove(n) for n in ("user_author_archive", "user_rest", "user_oembed", "user_sitemap")]),
    ("the readme is gone", lambda wordpress, front: wordpress.remove("readme")),
)  # fmt: skip

ANSWERS = {
    "malware_scanned_regularly": "yes",
    "firewall_rules_current": "not_sure",
    "second_factor_for_editors": "no",
    "flood_absorbed": "extra_fee",
    "staging_available": "yes",
    "report_channel_known": "yes",
}

DOCUMENTS = (
    ("backup_daily", "Contract, annex 1: nightly backup"),
    ("backup_place_known", "Contract, annex 1: second data centre"),
    ("restore_time_known", "Protocol of the restore of 3 November"),
)


def people(organisation: Any, owner: Any, site: Any, folder: Path) -> None:
    """An auditor beside the owner, a host, a team; profile, answers, documents reviewed by the second person."""
    from rempart.directory.actions.action import system_action
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import add_member
    from rempart.directory.core.roles import Role
    from rempart.facts.answer import Answer
    from rempart.facts.profile import Profile
    from rempart.maturity.actions.answer_questions import answer_questions
    from rempart.maturity.actions.offer_document import offer_document, review_document
    from rempart.maturity.actions.set_profile import set_profile

    auditor = create_account(organisation, "paul@demo.invalid", None, "Paul Arnaud")
    with system_action(organisation) as record:
        add_member(record, organisation, auditor, Role.AUDITOR)
    set_profile(owner, site, Profile(
        kind_of_site="shop", collects_customer_data=True, sells=True, holds_card_data=False, is_regulated=False,
        is_revenue_critical=True, has_sensitive_ip=False, is_large_network=False, grows_fast=False,
        visitors_month=12_000, revenue_hour_minor=18_000, currency="EUR", people=6, moves_money=True,
    ))  # fmt: skip
    answer_questions(owner, site, [Answer(control=name, value=value) for name, value in ANSWERS.items()])  # type: ignore[arg-type]
    for control, title in DOCUMENTS:
        content = f"Demo document, written for Rempart's demo: {title}\n".encode()
        stored = offer_document(
            owner, site, control, title=title, issuer="Hexa Hosting (invented)", issued_by_host=True, content=content,
            days=300, folder=folder,
        )  # fmt: skip
        review_document(auditor, stored, shows=True)
