"""Template tags that know controls; load them with `{% load maturity %}`."""
