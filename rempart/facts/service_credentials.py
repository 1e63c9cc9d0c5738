"""Credentials of programs, counted by Rempart itself (AUTH-05)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class ServiceCredentials(Fact, frozen=True, kw_only=True):
    """Counts only. `looked_at` are those listed by people and those that Rempart holds; `listed` the former.

    `overdue` are older than agreed, or than a year; `unused` were not used for 90 days. Of `unknown` nobody here has
    seen the secret: that it is strong is somebody's word.
    """

    kind: ClassVar[str] = "access.service_credentials"

    looked_at: int
    listed: int
    weak: int
    reused: int
    never_changed: int
    overdue: int
    unused: int
    unknown: int
