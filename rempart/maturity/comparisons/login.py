"""Generic host or one made for WordPress: protection of the sign-in (CMPR-04)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="login",
    row="CMPR-04",
    position=4,
    feature="Protection of the sign-in",
    generic="A general limit against guessing",
    wordpress="Made for WordPress: second factor, challenge, limit on wp-login.php",
    question="Are a second factor, a challenge and a limit on wp-login.php part of the offer?",
    controls=("login_attempts_limited", "second_factor_for_editors", "login_challenge"),
    source_line=22,
)
