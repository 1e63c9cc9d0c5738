"""Every weakness on a real site, on both databases: the attack works, its remedy ends that, and the site goes on (ADD-07)."""

from collections.abc import Iterator

import pytest

from dev.wordpress.template import DEBIAN, template
from rempart.channel.ranges import Fresh, RangeSite
from rempart.contest.actions import live
from rempart.contest.core.flag import flag_of
from rempart.contest.core.remedy import Kind
from rempart.contest.core.weakness import Ask, Weakness
from rempart.contest.net import ground
from rempart.staging.net import fresh

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.timeout(600)]
UNITS = live.weaknesses()
KEY, SIDE = bytes(range(32)), "side"
REMEDIES: dict[str, tuple[Kind, str]] = {
    "application_password": (Kind.END_APP_PASSWORDS, "deploy"),
    "config_backup": (Kind.DELETE_FILE, "wp-config.php.bak"),
    "customer_export": (Kind.DELETE_FILE, "wp-content/uploads/export/customers.csv"),
    "database_dump": (Kind.DELETE_FILE, "backup/site.sql"),
    "debug_log": (Kind.DELETE_FILE, "wp-content/debug.log"),
    "forgotten_installer": (Kind.DELETE_FILE, "setup-old/index.php"),
    "weak_password": (Kind.NEW_PASSWORD, "lena"),
}
NOTES = tuple(f"/?rest_route=/wp/v2/{way}" for way in ("users", "users/1", "posts&_embed=author", "USERS&per_page=1"))
AS_EDITOR = """
wp_set_current_user(%d);
echo json_encode(rest_do_request(new WP_REST_Request('GET', '/wp/v2/users'))->get_data());
"""


def flag(name: str) -> str:
    return flag_of(KEY, SIDE, name)


@pytest.fixture(scope="module", params=["sqlite", "mysql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RangeSite]:
    """Of one database, with all weaknesses; made as for a contest."""
    folder = tmp_path_factory.mktemp("range") / "site"
    patch = pytest.MonkeyPatch()
    patch.setenv(fresh.SOURCE, str(template("sqlite") / "www" if request.param == "sqlite" else DEBIAN))
    given = Fresh(live.TITLE, live.PERSON, "a password of this test", lambda _: False)
    made: RangeSite = fresh.serve("uid", folder, given)
    try:
        assert made.database.engine == request.param
        ground.plant(made, {name: unit.plant(flag(name)) for name, unit in UNITS.items()})
        made.stop()  # its programs die as in a kill: what was planted is there all the same
        made = fresh.serve("uid", folder, given)
        yield made
    finally:
        made.close()
        patch.undo()
    assert not folder.exists()


@pytest.fixture(scope="module")
def ask(site: RangeSite) -> Ask:
    return ground.visitor(site)


@pytest.mark.parametrize("unit", UNITS.values(), ids=list(UNITS))
def test_its_remedy_closes_it_and_the_site_goes_on(site: RangeSite, ask: Ask, unit: Weakness) -> None:
    assert unit.is_open(ask, flag(unit.id))
    assert unit.works(ask)
    kind, target = REMEDIES.get(unit.id, (Kind.SWITCH_ON, unit.id))
    seen = ground.look(site, tuple(name for name, one in UNITS.items() if one.switch is not None))
    assert seen is not None
    offered = {Kind.DELETE_FILE: "files", Kind.SWITCH_ON: "switches"}.get(kind, "people")
    assert target in seen[offered]
    assert ground.carry_out(site, kind, target)
    assert not unit.is_open(ask, flag(unit.id))
    assert unit.works(ask)
    assert ground.seen(ask, live.TITLE)
    assert ground.carry_out(site, kind, target)  # once more, by a worker that follows a killed one


def test_the_list_of_people_is_silent_for_strangers_alone(site: RangeSite, ask: Ask) -> None:
    """By every way that WordPress has to tell the note; whoever is signed in still reads it, as the editor needs."""
    site.php("delete_option('market_switches');")
    note = flag("user_notes").encode()
    assert [note in ask(way).body for way in NOTES] == [True] * len(NOTES)
    assert ground.carry_out(site, Kind.SWITCH_ON, "user_notes")
    assert [note in ask(way).body for way in NOTES] == [False] * len(NOTES)
    assert b"To our shop." in ask("/?rest_route=/wp/v2/posts").body
    assert ask("/wp-login.php").status == 200
    assert note in site.php(AS_EDITOR % 1).out
    assert note not in site.php(AS_EDITOR % 0).out
