"""Rows and doors of contests: one under way in which Alice plays, and two teams that could."""

from collections.abc import Mapping

from rempart.contest.core.states import Stage
from rempart.contest.store.models import Camp, Contest
from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Organisation, Team
from tests.console.ahead import Ahead


def contest_rows(alice: Account, firm: Organisation) -> dict[str, str]:
    """Its sites are not needed: behind a door somebody is told that they do not stand."""
    row = Contest.objects.create(
        organisation=firm, name="Autumn", minutes=60, asked_ms=now_ms(), stage=Stage.RUNNING,
        ends_ms=now_ms() + 3_600_000, weaknesses=["open_orders"],
    )  # fmt: skip
    side = Camp.objects.create(organisation=firm, contest=row, name="Shop", size=8, members=[alice.uid])
    teams = [Team.objects.create(organisation=firm, name=f"Lavandin {one}") for one in "ab"]
    return {"contest": row.uid, "contest_side": side.uid, **{f"contest_team_{one.pk}": one.uid for one in teams}}


def contest_doors(rows: Mapping[str, str]) -> dict[str, Ahead]:
    """Named, so that the matrix tries no other row first."""
    teams = [uid for name, uid in rows.items() if name.startswith("contest_team_")]
    return {
        "GET /contests/<str:uid>/": Ahead("contest"),
        "POST /contests/<str:uid>/flag/": Ahead("contest", {"flag": "flag-x"}),
        "POST /contests/<str:uid>/hint/": Ahead("contest", {"weakness": "1"}),
        "POST /contests/<str:uid>/remedy/": Ahead("contest", {"kind": "start_over", "target": "site"}),
        "POST /contests/<str:uid>/enter/<str:side>/": Ahead("contest", {}, values={"side": rows["contest_side"]}),
        "POST /contests/<str:uid>/end/": Ahead("contest", {}),
        "POST /contests/<str:uid>/fund/": Ahead("contest", {}),
        "GET /api/v1/contests/<str:uid>": Ahead("contest"),
        "POST /api/v1/contests/<str:uid>/end": Ahead("contest", {}),
        "POST /api/v1/contests": Ahead(form={"name": "Autumn", "minutes": 60, "teams": teams}),
    }
