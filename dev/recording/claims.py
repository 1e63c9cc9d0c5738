"""Answers and documents, given by two people through the real actions on a database made for the recording."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dev.recording.form import ORG, SUBJECT
from dev.recording.steady import steady
from rempart.facts.answer import Answer
from rempart.facts.fact import Observation
from rempart.maturity.core.control import Control
from rempart.terms.evidence import Proof

if TYPE_CHECKING:
    from rempart.directory.store.models import Account, Site

DAYS = 180  # what the documents hold for
ANSWERS = {"not_met": "no", "unknown": "not_sure"}
Claims = dict[tuple[str, str], list[Observation]]


def make_claims(controls: Iterable[Control]) -> Claims:
    """By (control, state it was made for): a reviewed document for met where one may count, else answers."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REMPART_DATA"] = folder  # read when the settings are imported, so not before
        os.environ["DJANGO_SETTINGS_MODULE"] = "rempart.console.settings"
        import django

        django.setup()
        from django.db import connection

        from rempart.daemon.prepare import migrate

        migrate(Path(folder))
        try:
            return _claims(list(controls), Path(folder))
        finally:
            connection.close()


def _claims(controls: list[Control], folder: Path) -> Claims:
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role

    organisation = create_organisation("Quarry & Sons", None)
    owner = create_account(organisation, "owner@quarry.example", None)
    reviewer = create_account(organisation, "reviewer@audit.example", None)
    grant_role(organisation, owner, Role.OWNER)
    grant_role(organisation, reviewer, Role.AUDITOR)
    names = {f"account:{owner.uid}": "account:owner", f"account:{reviewer.uid}": "account:reviewer"}
    found: Claims = {}
    for state in ("met", *ANSWERS):
        for observation in _said(controls, state, owner, reviewer, folder):
            about = observation.fact.control  # type: ignore[attr-defined]
            found.setdefault((about, state), []).append(_named(observation, names))
    return found


def _said(
    controls: list[Control], state: str, owner: "Account", reviewer: "Account", folder: Path
) -> Iterable[Observation]:
    """On a site of its own: what is claimed for one state, read back from the ledger."""
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.action import now_ms
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.store.models import Membership
    from rempart.maturity.actions.answer_questions import answer_questions
    from rempart.maturity.store import facts

    site = add_site(
        owner, Membership.objects.get(account=owner).organisation, f"https://{state.replace('_', '-')}.quarry.example"
    )
    if state == "met":
        _document(controls, site, owner, reviewer, folder)
    else:
        answers = [Answer(control=c.id, value=ANSWERS[state]) for c in controls]  # type: ignore[arg-type]
        answer_questions(owner, site, answers)
    settle(site, folder)
    now = now_ms()
    return steady(facts.newest(site, since_ms=0), now, {}, state)


def _document(controls: list[Control], site: "Site", owner: "Account", reviewer: "Account", folder: Path) -> None:
    """Offered by one person, reviewed by the other."""
    from rempart.maturity.actions.offer_document import offer_document, review_document

    for control in controls:
        if Proof.DOCUMENT not in control.proof:
            continue
        stored = offer_document(
            owner,
            site,
            control.id,
            title=control.title,
            issuer="Quarry & Sons",
            issued_by_host=False,
            content=f"{control.title}\n{control.source}\n".encode(),
            days=DAYS,
            folder=folder,
        )
        review_document(reviewer, stored, shows=True)


def _named(seen: Observation, names: dict[str, str]) -> Observation:
    """Account numbers are made anew each time, so people go by what they did."""
    fact = msgspec.to_builtins(seen.fact)
    fact = {key: names.get(value, value) if isinstance(value, str) else value for key, value in fact.items()}
    return msgspec.structs.replace(
        seen,
        org=ORG,
        subject=SUBJECT,
        source=names.get(seen.source, seen.source),
        fact=msgspec.convert(fact, type(seen.fact)),
    )
