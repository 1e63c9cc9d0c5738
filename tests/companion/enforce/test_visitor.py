"""The browser of these tests: one that forgets a session by chance made them fail once in many runs."""

from tests.companion.enforce.visitor import SIGNED_IN, Visitor


def test_a_session_with_the_digits_of_a_year_is_kept() -> None:
    visitor = Visitor("http://127.0.0.1")
    visitor._keep(f"{SIGNED_IN}x=ann%7C1795435093%7Cq1970w%7Cab; path=/; HttpOnly")
    assert visitor.is_in
    visitor._keep(f"{SIGNED_IN}x=ann; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/")
    assert not visitor.is_in
