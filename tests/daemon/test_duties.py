"""The worker starts a thread for each duty of each area; two of one name would keep it from starting at all."""

from rempart.channel.duty import Duty
from rempart.registry.discover import across_areas


def test_every_duty_is_found_under_a_name_of_its_own() -> None:
    """As the worker asks at its start."""
    found = across_areas("rempart", "duties", Duty)
    assert {"revoke", "revoke_silent", "clear_sessions", "drop_sessions"} <= found.keys()
