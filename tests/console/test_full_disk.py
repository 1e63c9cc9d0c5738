"""A real SQLITE_FULL: reading goes on, what was typed comes back, and writing works again by itself."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from rempart.channel.full import is_disk_full
from rempart.console import full_disk
from rempart.directory.store.models import Supplier
from tests.cast import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.file]
LONG = "Carrière de granit " * 10


@pytest.fixture
def browser(cast_: Cast) -> Client:
    found = Client(raise_request_exception=False)
    found.force_login(cast_.alice)
    return found


def fill(cursor: CursorWrapper) -> None:
    """Until the database says that it is full."""
    for _ in range(20_000):
        cursor.execute("INSERT INTO filler VALUES (zeroblob(2000))")


@pytest.fixture
def full(browser: Client) -> Iterator[None]:
    """The database may not grow by a page, and has none to spare."""
    with connection.cursor() as cursor:
        (most,) = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("CREATE TABLE filler (data BLOB)")
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages + 1}")
        with pytest.raises(DatabaseError, match="full") as found:
            fill(cursor)
        assert is_disk_full(found.value)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count={most}")
            cursor.execute("DROP TABLE filler")
        full_disk._last_failure_s = float("-inf")


def test_reading_goes_on_and_writing_comes_back(browser: Client, full: None, cast_: Cast) -> None:
    page = "/organisation/suppliers/"
    typed = {"name": LONG, "kind": "host", "password": "never-shown"}
    answers = [browser.post(page, typed)]
    while answers[-1].status_code == 302 and len(answers) < 300:  # the last free bytes of the pages are used up first
        answers.append(browser.post(page, typed))
    refused = answers[-1]
    assert refused.status_code == 503
    assert refused["Retry-After"]
    text = refused.content.decode()
    assert "The disk is full" in text
    assert LONG in text
    assert "never-shown" not in text
    count = Supplier.objects.count()
    assert count == sum(answer.status_code == 302 for answer in answers)
    reading = browser.get(page)
    assert reading.status_code == 200
    assert "The disk is full." in reading.content.decode()
    asked = browser.post(page, typed, headers={"accept": "application/json"})
    assert (asked.status_code, asked.json()) == (503, {"error": "disk_full"})
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1000000")
    assert browser.post(page, typed | {"name": "after"}).status_code == 302
    assert Supplier.objects.count() == count + 1


def test_a_page_that_writes_along_the_way_is_still_read(browser: Client, full: None, cast_: Cast) -> None:
    """Choosing an organisation writes it into the session; the large note in it has to be written with it."""
    request = RequestFactory().get("/")
    store = SessionStore(browser.session.session_key)

    def page(asked: HttpRequest) -> HttpResponse:
        asked.session["filler"] = secrets.token_hex(100_000)
        return HttpResponse("read")

    request.COOKIES["sessionid"] = str(store.session_key)
    assert full_disk.Sessions(page)(request).content == b"read"
    assert full_disk.is_full()
    posted = RequestFactory().post("/", {"name": LONG})
    posted.COOKIES["sessionid"] = str(store.session_key)
    posted.user = cast_.alice
    refused = full_disk.Sessions(page)(posted)
    assert refused.status_code == 503
    assert LONG in refused.content.decode()


def test_other_failures_are_no_full_disk(tmp_path: Path) -> None:
    assert not is_disk_full(ValueError("database or disk is full"))
    assert not is_disk_full(None)
    assert is_disk_full(OSError(28, "No space left on device"))
    outer = RuntimeError("wrapped")
    outer.__cause__ = OSError(28, "No space left on device")
    assert is_disk_full(outer)
