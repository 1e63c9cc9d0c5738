"""What the machine says of a reported mail: its verdict with reasons, and its attachments, looked into behind walls.

Nothing is open meanwhile. A mail that cannot be looked at three times is left to people, and the page says so.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.db.models import F

from rempart.channel.inspecting import Inspected, Inspector
from rempart.channel.place import state_folder
from rempart.channel.sealed import Unreadable, decrypt, encrypt
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Organisation, Person
from rempart.directory.store.sealed_field import context_of
from rempart.mail.core.model.weights import OWN_MODEL, BadModel, Model, of_file, shipped
from rempart.mail.core.verdict import OwnDomains, Reason, Verdict, judge
from rempart.mail.net.carrying import carried
from rempart.mail.store.reports import Cluster, Mailbox, Report
from rempart.registry.discover import across_areas

TRIES = 3
NOT_JUDGED = "not_judged"  # what the page says where nothing could judge
REASONS = 12  # of each kind that are kept
OWN_DOMAINS = 50  # of the people's addresses


def look_at_one() -> bool:
    """One cluster; True when there was one."""
    waiting = Cluster.objects.filter(looked_ms=None, organisation__closure=None, look_tries__lt=TRIES)
    cluster = waiting.select_related("organisation").order_by("pk").first()
    if cluster is None:
        return False
    mine = Cluster.objects.filter(pk=cluster.pk, look_tries=cluster.look_tries, looked_ms=None)
    if mine.update(look_tries=F("look_tries") + 1) != 1:
        return True
    raw = raw_of(cluster)
    found, machine, likelihood = _looked(raw, cluster.organisation) if raw else ({}, NOT_JUDGED, None)
    sealed = encrypt(json.dumps(found).encode(), context_of(cluster, "found"))
    Cluster.objects.filter(pk=cluster.pk).update(
        looked_ms=now_ms(), machine=machine, likelihood=likelihood, found=sealed
    )
    return True


def raw_of(cluster: Cluster) -> bytes:
    """The first of its mails that is still kept; empty when none is."""
    for report in Report.objects.filter(cluster=cluster).exclude(raw=b"").order_by("pk")[:1]:
        try:
            return decrypt(report.raw, context_of(report, "raw"))
        except Unreadable:
            return b""
    return b""


def _looked(raw: bytes, organisation: Organisation) -> tuple[dict[str, Any], str, int | None]:
    verdict, seen = _judged(raw, organisation), _inspected(raw)
    reasons = [
        {"code": one.code, "en": one.says.en, "fr": one.says.fr, "zh": one.says.zh, "for": one.weight >= 0}
        for one in _kept(verdict)
    ]
    found: dict[str, Any] = {"reasons": reasons, "files": None}
    if seen is not None:
        kept = [
            {"code": one.code, "path": one.path[:500], "detail": one.detail[:500]} for one in seen.reasons[:REASONS]
        ]
        found["files"] = {"verdict": seen.verdict, "reasons": kept, "walls": seen.walls}
    return found, verdict.verdict, round(verdict.probability * 1_000)


def _kept(verdict: Verdict) -> list[Reason]:
    """The heaviest ones, and all that weigh nothing and say where something lies."""
    heavy = [one for one in verdict.reasons if one.weight]
    return [*heavy[:REASONS], *(one for one in verdict.reasons if not one.weight)]


def _judged(raw: bytes, organisation: Organisation) -> Verdict:
    return judge(raw, own=own_domains(organisation), model=_model(), reader=carried)


def _model() -> Model:
    """The operator's own, where one was trained and can be read; else the shipped one."""
    try:
        return of_file(state_folder() / OWN_MODEL)
    except (OSError, BadModel):
        return shipped()


def own_domains(organisation: Organisation) -> OwnDomains:
    """Those of the people's addresses, and the server that vouches for senders."""
    addresses = Person.objects.filter(organisation=organisation).exclude(email="").values_list("email", flat=True)
    domains: dict[str, int] = {}
    for address in addresses.iterator():
        domain = address.rpartition("@")[2].lower()
        domains[domain] = domains.get(domain, 0) + 1
    box = Mailbox.objects.filter(organisation=organisation).first()
    most = sorted(domains, key=lambda one: -domains[one])[:OWN_DOMAINS]
    return OwnDomains(frozenset(most), frozenset({box.authserv_id} if box and box.authserv_id else ()))


def _inspected(raw: bytes) -> Inspected | None:
    """The mail as an archive: each attachment is looked into, at any depth."""
    inspector = across_areas("rempart", "inspectors", Inspector).get("archive")
    if inspector is None:
        return None
    with tempfile.NamedTemporaryFile(prefix="rempart-reported-", suffix=".eml") as held:
        held.write(raw)
        held.flush()
        try:
            return inspector.inspect(Path(held.name), "mail.eml")
        except OSError:
            return None
