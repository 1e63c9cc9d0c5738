"""`rempart rotate-key --settings` killed at any value: a second one goes on, and then the old key can be destroyed."""

import json
import os
import time
from pathlib import Path

import pytest

from rempart.channel import database, sealed
from tests.servers import postgres
from tests.upkeep.test_move import Place

pytestmark = pytest.mark.slow
VALUES = 13
FURNISH = f"""
import django
django.setup()
from rempart.daemon import prepare
from rempart.channel.place import state_folder
prepare.migrate(state_folder())
from rempart.channel.sealed import encrypt
from rempart.directory.actions.create_organisation import create_organisation
from rempart.notices.store.models import Way
from rempart.notices.store.ways import place_of
house = create_organisation("Maison Lavande", None)
for number in range({VALUES}):
    way = Way(organisation=house, unit="mail", name=str(number), least=1)
    way.sealed = encrypt(str(number).encode(), place_of(way.uid))
    way.save()
"""
READ = """
import django
django.setup()
from rempart.channel.sealed import decrypt
from rempart.notices.store.models import Way
from rempart.notices.store.ways import place_of
print(*sorted(int(decrypt(way.sealed, place_of(way.uid))) for way in Way.objects.all()))
"""


@pytest.fixture(params=["file", "server"])
def place(tmp_path: Path, worker_id: str, request: pytest.FixtureRequest) -> Place:
    state = tmp_path / "data"
    state.mkdir(mode=0o700)
    if request.param == "server":
        where = postgres.address(f"resealing_{worker_id}")
        postgres.empty(where)
        (state / database.ADDRESS_FILE).touch(mode=0o600)
        (state / database.ADDRESS_FILE).write_text(where)
    found = Place(state)
    done(found, "-c", FURNISH)
    return found


def done(place: Place, *words: str) -> str:
    code, out, trouble = place.run(*words)
    assert code == 0, trouble + out
    return out


def everything(place: Place) -> list[int]:
    return [int(number) for number in done(place, "-c", READ).split()]


def command(place: Place, key: str) -> str:
    said = json.loads(done(place, "-m", "rempart", "rotate-key", f"--{key}", "--json"))["said"]
    assert isinstance(said, str)
    return said


def test_killed_it_goes_on_and_the_old_key_can_go(place: Place) -> None:
    for at in (6, 2):  # the second one dies while it goes on
        code, _, trouble = place.run("-m", "tests.upkeep.killed_resealing", str(place.state), str(at))
        assert code == -9, trouble
        assert everything(place) == list(range(VALUES))
    assert sealed.older(place.state) == 1  # going on begins no further key
    code, _, trouble = place.run("-m", "rempart", "rotate-key", "--retire-settings")
    assert code == 2
    assert "finish it first" in trouble
    assert f"{VALUES - 4} values" in command(place, "settings")
    code, _, trouble = place.run("-m", "rempart", "rotate-key", "--retire-settings")
    assert code == 2
    assert "ten minutes" in trouble
    an_hour_ago = time.time() - 3_600
    os.utime(place.state / sealed.KEY_FILE, (an_hour_ago, an_hour_ago))
    assert "1 replaced keys were destroyed" in command(place, "retire-settings")
    assert sealed.older(place.state) == 0
    assert everything(place) == list(range(VALUES))
    assert "There is no replaced key" in command(place, "retire-settings")
    assert f"{VALUES} values" in command(place, "settings")
    assert everything(place) == list(range(VALUES))
