"""`judge`: one mail in, one verdict out. The only place where a verdict on a mail is made."""

from pathlib import Path

from rempart.mail.core.model.weights import Model
from rempart.mail.core.verdict.told import OwnDomains, Verdict


def judge(raw: bytes | Path, *, own: OwnDomains, model: Model) -> Verdict:
    """`raw` is the message as it came (RFC 5322), or the file that holds it. Never raises on what a mail contains;
    OSError when the file cannot be read."""
    raise NotImplementedError
