"""The signature as Standard Webhooks has it, and both secrets while one replaces the other."""

from rempart.record.core import signature
from rempart.record.core.held import Held


def test_the_vector_of_the_specification() -> None:
    """From the reference libraries of Standard Webhooks."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    made = signature.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_both_sign_for_a_day_after_a_change() -> None:
    held = Held({}, signature.new_secret(), signature.new_secret(), older_until_ms=1_000)
    assert len(signature.headers(held.secrets(999), "id", 1, b"x")["webhook-signature"].split(" ")) == 2
    assert held.secrets(1_000) == [held.secret]
