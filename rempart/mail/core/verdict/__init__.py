"""What a mail is: a verdict with a probability and reasons, from signs and from its words. Pure; a mail is anybody's bytes."""

from rempart.mail.core.verdict.judge import judge
from rempart.mail.core.verdict.told import OwnDomains, Reason, Verdict

__all__ = ["OwnDomains", "Reason", "Verdict", "judge"]
