"""What time brings: files of what is no more go."""

import os

from rempart.directory.actions.add_site import add_site
from rempart.updates.actions import paths
from rempart.updates.actions.ask import ask
from rempart.updates.actions.clock import end_a_way_back
from rempart.updates.actions.take_package import drop, take_upload
from rempart.updates.core.stages import Work
from tests.cast import Cast
from tests.updates import stall


def test_files_of_a_removed_site_are_removed(cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    package = take_upload(cast_.alice, site, stall.archive("1.1"))
    job = ask(cast_.alice, package, Work.TRY)
    held = [paths.archive(package), paths.work(job), paths.pictures(job)]
    for path in held:
        os.utime(path, (1, 1))
    end_a_way_back()
    assert all(path.exists() for path in held)
    site.delete()
    end_a_way_back()
    assert not any(path.exists() for path in held)


def test_a_package_that_is_put_away_is_deleted(cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    package = take_upload(cast_.alice, site, stall.archive("1.1"))
    drop(cast_.alice, package)
    assert not paths.archive(package).exists()
