"""A job of yours calls its own address here each time it has run; silence is what fails (a dead man's switch)."""

from rempart.terms.words import Words
from rempart.watch.core.kind import Kind, Setting

UNIT = Kind(
    id="heartbeat",
    title=Words("Heartbeat", "Battement", "心跳"),
    settings=(
        Setting(
            "grace_s",
            Words("May be late by (s)", "Retard admis (s)", "允许迟到（秒）"),
            "whole",
            initial="300",
            least=10,
            most=86_400,
        ),
    ),
    look=None,
    every_s=3_600,
)
